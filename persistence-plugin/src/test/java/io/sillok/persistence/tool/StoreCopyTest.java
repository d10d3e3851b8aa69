package io.sillok.persistence.tool;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.advance;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.richEvent;
import static io.sillok.persistence.contract.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Contents;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.tool.StoreCopy.Snapshots;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCopyTest {

  private static final int CARTS = 40;
  private static final int ROUNDS = 25;
  private static final int BLOCKS = Filling.PARTITIONS * (1 + ROUNDS + 1);

  @TempDir Path directory;
  private LogStore source;
  private LogStore target;

  @BeforeEach
  void open() {
    source = Filling.open(directory.resolve("source"));
    target = Filling.open(directory.resolve("target"));
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void a_copy_answers_as_its_source_does() {
    fill();
    RecordedProgress progress = new RecordedProgress();
    CopyReport report = new StoreCopy(source, target, progress).run(Snapshots.LATEST);
    assertThat(report)
        .isEqualTo(
            new CopyReport(Filling.PARTITIONS, BLOCKS, 0, (long) CARTS * ROUNDS, CARTS, 2, 0, 2));
    assertThat(Contents.of(target)).isEqualTo(Contents.of(source)).hasSizeGreaterThan(2000);
    assertThat(await(target.entities().deletedTo(cart()))).isEqualTo(3);
    assertThat(progress.reached).hasSize(Filling.PARTITIONS);
    assertThat(progress.compared).hasValue(Filling.PARTITIONS);
  }

  @Test
  void of_several_snapshots_the_latest_or_all_are_copied() {
    fill();
    copy(Snapshots.LATEST);
    assertThat(await(target.snapshots().find(cart(), upTo(19)))).isEmpty();
    assertThat(copy(Snapshots.ALL).snapshots()).isEqualTo(3);
    assertThat(await(target.snapshots().find(cart(), upTo(19))).orElseThrow().sequenceNumber())
        .isEqualTo(10);
  }

  @Test
  void a_copy_that_broke_off_goes_on_where_it_was() {
    fill();
    int appends = 70;
    assertThatThrownBy(() ->
            new StoreCopy(
                    source, BrittleStore.breakingAfter(target, appends), new RecordedProgress())
                .run(Snapshots.LATEST))
        .hasMessage("The test has broken the store");
    CopyReport report = copy(Snapshots.LATEST);
    assertThat(report.skipped()).isEqualTo(appends);
    assertThat(report.blocks()).isEqualTo(BLOCKS - appends);
    assertThat(Contents.of(target)).isEqualTo(Contents.of(source));
    assertThat(copy(Snapshots.LATEST).blocks()).as("copied once more").isZero();
  }

  @Test
  void the_copy_of_a_trimmed_log_begins_where_it_does_and_its_index_is_whole() {
    LogId log = new Partitioner(Filling.PARTITIONS).log("cart|1");
    int half = (int) PartitionLog.BUCKET_OFFSETS / 2;
    for (int round = 0; round < 3; round++) {
      LoggedEvent[] events = new LoggedEvent[half];
      for (int index = 0; index < half; index++) {
        events[index] = event("cart|1", round * (long) half + index + 1);
      }
      Filling.append(source, block(log, round * (long) half, events));
    }
    long start = await(source.log(log).trim(Long.MAX_VALUE));
    CopyReport report = copy(Snapshots.LATEST);
    assertThat(report.blocks()).isEqualTo(1);
    assertThat(await(target.log(log).state()).orElseThrow().firstOffset())
        .isEqualTo(start)
        .isEqualTo(PartitionLog.BUCKET_OFFSETS);
    assertThat(Contents.of(target)).isEqualTo(Contents.of(source)).hasSizeGreaterThan(3 * half);
  }

  @Test
  void the_copy_of_a_trimmed_log_knows_entities_whose_events_are_all_deleted() {
    String gone = "cart|1";
    LogId log = new Partitioner(Filling.PARTITIONS).log(gone);
    String stays = another(log);
    Filling.append(source, block(log, 0, event(gone, 1), event(gone, 2), event(stays, 1)));
    int bucket = (int) PartitionLog.BUCKET_OFFSETS;
    LoggedEvent[] events = new LoggedEvent[bucket];
    Arrays.setAll(events, index -> event(stays, index + 2L));
    Filling.append(source, block(log, 3, events));
    Filling.append(source, block(log, bucket + 3L, event(stays, bucket + 2L)));
    await(source.entities().deleteTo(gone, Long.MAX_VALUE));
    await(source.entities().deleteTo(stays, 5));
    assertThat(await(source.log(log).trim(Long.MAX_VALUE))).isEqualTo(bucket + 3L);
    assertThat(copy(Snapshots.LATEST).entities()).isEqualTo(2);
    assertThat(await(target.entities().highestSequenceNumber(gone))).isEqualTo(2);
    assertThat(await(target.entities().read(gone, 0, Long.MAX_VALUE, 10))).isEmpty();
    assertThat(Contents.of(target)).isEqualTo(Contents.of(source));
  }

  private static String another(LogId log) {
    Partitioner partitioner = new Partitioner(Filling.PARTITIONS);
    int number = 2;
    while (!partitioner.log("cart|" + number).equals(log)) {
      number++;
    }
    return "cart|" + number;
  }

  @Test
  void an_index_that_lags_is_waited_for() {
    fill();
    BrittleStore lagging = BrittleStore.laggingFor(target, 30);
    CopyReport report =
        new StoreCopy(source, lagging, new RecordedProgress()).run(Snapshots.LATEST);
    assertThat(report.entities()).isEqualTo(CARTS);
    assertThat(lagging.laggingLooks()).hasNegativeValue();
  }

  @Test
  void a_target_with_content_of_its_own_is_refused_and_left_as_it_is() {
    fill();
    LogId foreign = new LogId("order", 1);
    Filling.append(target, block(foreign, 0, event("order|1", 1)));
    assertRefused("copy-foreign", "holds log order/1");
    assertThat(await(target.logs())).containsExactly(foreign);
  }

  @Test
  void another_block_in_the_place_of_one_is_refused() {
    fill();
    LogId log = await(source.logs()).getFirst();
    Filling.append(target, block(log, 0, richEvent("cart|other", 2)));
    assertRefused("copy-foreign", "another block at offset 0 of log " + log);
  }

  @Test
  void a_target_that_went_its_own_way_is_refused() {
    fill();
    copy(Snapshots.LATEST);
    LogId log = await(source.logs()).getFirst();
    long head = await(target.log(log).state()).orElseThrow().head();
    Filling.append(target, block(log, head));
    assertRefused("copy-foreign", "another block at offset %d of log %s".formatted(head, log));
  }

  @Test
  void another_fact_or_number_of_partitions_is_refused() {
    fill();
    await(target.facts().putIfAbsent("schema/1", "another"));
    assertRefused("copy-foreign", "the fact schema/1 = another");
    Path eight = directory.resolve("eight");
    try (LogStore other =
        RocksDbStore.open(
            new RocksDbSettings(eight, 8, Verify.TAIL, 1 << 20, 64 << 10), Runnable::run)) {
      assertThatThrownBy(
              () -> new StoreCopy(source, other, new RecordedProgress()).run(Snapshots.LATEST))
          .hasMessageContaining("The source has 4 partitions and the target 8")
          .hasMessageContaining("sillok.persistence.partitions = 4");
    }
  }

  @Test
  void a_target_whose_index_has_more_is_told() {
    fill();
    copy(Snapshots.LATEST);
    await(target.entities().deleteTo(cart(), 5));
    assertRefused("copy-unequal", "entity %s differs".formatted(cart()));
  }

  private void fill() {
    Filling.fill(source, CARTS, ROUNDS);
    await(source.facts().putIfAbsent("schema/1", "one"));
    await(source.facts().putIfAbsent("schema/2", "two"));
    await(source.snapshots().save(snapshot(cart(), 10, TIME)));
    await(source.snapshots().save(snapshot(cart(), 20, TIME)));
    await(source.snapshots().save(snapshot(otherCart(), 5, TIME)));
    await(source.entities().deleteTo(cart(), 3));
    for (LogId log : await(source.logs())) {
      long head = await(source.log(log).head(0));
      Filling.append(source, advance(log, head, TIME.plusSeconds(head)));
    }
  }

  private String cart() {
    return await(source.entities().persistenceIds("", "", 2)).getFirst();
  }

  private String otherCart() {
    return await(source.entities().persistenceIds("", "", 2)).getLast();
  }

  private static Criteria upTo(long sequenceNumber) {
    return new Criteria(0, sequenceNumber, Instant.MIN, Instant.MAX);
  }

  private CopyReport copy(Snapshots which) {
    return new StoreCopy(source, target, new RecordedProgress()).run(which);
  }

  private void assertRefused(String code, String message) {
    assertThatThrownBy(() -> copy(Snapshots.LATEST))
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static final class RecordedProgress implements StoreCopy.Progress {
    private final Map<LogId, Long> reached = new ConcurrentHashMap<>();
    private final AtomicInteger compared = new AtomicInteger();

    @Override
    public void copied(LogId log, long offset, long head) {
      assertThat(reached.merge(log, offset, Math::max)).isEqualTo(offset).isLessThanOrEqualTo(head);
    }

    @Override
    public void compared(LogId log) {
      compared.incrementAndGet();
    }
  }
}
