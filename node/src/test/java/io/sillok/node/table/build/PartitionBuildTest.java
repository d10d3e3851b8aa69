package io.sillok.node.table.build;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.table.build.TallyModule.Event.Counted;
import io.sillok.node.table.build.TallyModule.Tally;
import io.sillok.node.table.fold.EntityStates;
import io.sillok.node.table.fold.LatestValues;
import io.sillok.node.table.fold.TableFold;
import io.sillok.node.table.rocksdb.ScratchTables;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowDigest;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** However a log is cut into pages, and wherever it is begun again, a table is the same. */
class PartitionBuildTest {

  private static final int ROWS = 1000;
  private static final int BYTES = 1 << 20;
  private static final EntityModels MODELS = TallyModule.models();

  private static @Nullable Path directory;
  private static @Nullable TableStore opened;

  @BeforeContainer
  static void openStore() throws IOException {
    directory = Files.createTempDirectory("tables");
    opened = new ScratchTables(directory, ForkJoinPool.commonPool()).make();
  }

  /** A store goes, with its directory, without making anybody wait. */
  @AfterContainer
  static void closeStore() {
    store().close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (directory != null && Files.exists(directory)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(directory + " is still there");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static TableStore store() {
    if (opened == null) {
      throw new IllegalStateException("opened before the first try");
    }
    return opened;
  }

  @Property(tries = 60)
  void a_table_of_a_stream_is_the_latest_value_of_each_key(
      @ForAll @IntRange(min = 1, max = 200) int events, @ForAll long seed) {
    Random random = new Random(seed);
    Logs log = new Logs(new LogId("product", 0), random);
    Map<String, Integer> expected = new TreeMap<>();
    List<LoggedEvent> appended = new ArrayList<>();
    for (int number = 0; number < events; number++) {
      String key = "p-" + random.nextInt(12);
      boolean removal = random.nextInt(4) == 0;
      byte[] value = removal ? new byte[0] : new byte[] {(byte) number};
      appended.add(
          log.event(
              "stream@product|0",
              Instant.EPOCH.plusSeconds(number),
              "",
              StreamRecordCodec.encode(
                  new StreamRecord(Optional.of(key), Optional.empty(), 5, removal, value))));
      if (removal) {
        expected.remove(key);
      } else {
        expected.put(key, number);
      }
    }
    log.append(appended);

    List<Row> rows = builtInPieces(log, new LatestValues(), random);

    Map<String, Integer> found = new TreeMap<>();
    rows.forEach(row -> found.put(row.key(), row.avro()[0] & 0xFF));
    assertThat(found).isEqualTo(expected);
    rows.forEach(
        row -> assertThat(row.time()).isEqualTo(Instant.EPOCH.plusSeconds(row.avro()[0] & 0xFF)));
    assertThat(sum(rows)).isEqualTo(sum(builtAtOnce(log, new LatestValues())));
  }

  @Property(tries = 60)
  void a_table_of_an_entity_type_is_the_fold_of_each_entity_byte_for_byte(
      @ForAll @IntRange(min = 1, max = 200) int events, @ForAll long seed) {
    Random random = new Random(seed);
    RecordedCodec codec = new RecordedCodec(MODELS, new Schemas(new NoFacts()));
    EntityModel<?, ?, ?> model = MODELS.find("tally").orElseThrow();
    Logs log = new Logs(new LogId("tally", 0), random);
    Map<String, Map<String, Integer>> expected = new HashMap<>();
    List<LoggedEvent> appended = new ArrayList<>();
    for (int number = 0; number < events; number++) {
      String id = "t-" + random.nextInt(5);
      Counted event = new Counted("w-" + random.nextInt(9), 1 + random.nextInt(3));
      appended.add(event(log, codec, id, event));
      expected
          .computeIfAbsent(id, any -> new HashMap<>())
          .merge(event.what(), event.times(), Integer::sum);
    }
    log.append(appended);

    List<Row> rows = builtInPieces(log, new EntityStates(model, codec), random);

    Map<String, Map<String, Integer>> found = new HashMap<>();
    rows.forEach(
        row -> found.put(row.key(), ((Tally) model.stateAvro().decode(row.avro())).counts()));
    assertThat(found).isEqualTo(expected);
    assertThat(rows)
        .extracting(Row::sequenceNumber)
        .as("of the last event of each")
        .allMatch(number -> number > 0);
    assertThat(rows.stream().mapToLong(Row::sequenceNumber).sum()).isEqualTo(events);
    assertThat(sum(rows)).isEqualTo(sum(builtAtOnce(log, new EntityStates(model, codec))));
  }

  private static LoggedEvent event(Logs log, RecordedCodec codec, String id, Counted event) {
    @SuppressWarnings("unchecked") // of its own record
    EventModel<Counted> model = (EventModel<Counted>) MODELS.event("tally.counted").orElseThrow();
    Recorded recorded =
        new Recorded(
            model.stream(),
            model.avro().fingerprint(),
            model.avro().encode(event),
            event,
            Instant.EPOCH,
            null,
            null);
    return log.event("tally|" + id, Instant.EPOCH, model.stream(), codec.encode(recorded));
  }

  /**
   * Opens the rows again and again, sometimes while an application is under way whose end nobody
   * waits for.
   */
  private static List<Row> builtInPieces(Logs log, TableFold fold, Random random) {
    TablePartition id = newTable(fold);
    TableRows rows = await(store().open(id));
    long next = 0;
    while (next < log.head()) {
      PartitionBuild build =
          new PartitionBuild(fold, rows, ForkJoinPool.commonPool(), 1 + random.nextInt(200));
      CompletionStage<Long> applied = build.apply(log.from(next), next, Long.MAX_VALUE);
      if (random.nextInt(4) == 0) {
        rows = await(store().open(id));
        next = rows.applied();
      } else {
        next = await(applied);
      }
    }
    assertThat(await(store().open(id)).applied()).isEqualTo(log.head());
    return all(rows);
  }

  private static TablePartition newTable(TableFold fold) {
    return new TablePartition(UUID.randomUUID().toString(), fold.shape(), 0);
  }

  private static List<Row> builtAtOnce(Logs log, TableFold fold) {
    TablePartition id = newTable(fold);
    TableRows rows = await(store().open(id));
    PartitionBuild build = new PartitionBuild(fold, rows, Runnable::run, BYTES);
    for (long next = 0; next < log.head(); ) {
      next = await(build.apply(log.from(next), next, log.head()));
    }
    return all(rows);
  }

  private static List<Row> all(TableRows rows) {
    return await(rows.page("", "", ROWS, BYTES)).rows();
  }

  private static RowDigest.Sum sum(List<Row> rows) {
    RowDigest digest = new RowDigest();
    rows.forEach(digest::add);
    return digest.sum();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, SECONDS).join();
  }

  /** Facts of a store that has none: all schemas are present ones. */
  private static final class NoFacts implements Facts {

    @Override
    public CompletionStage<Optional<String>> get(String key) {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<String> putIfAbsent(String key, String value) {
      return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletionStage<Map<String, String>> withPrefix(String prefix) {
      return CompletableFuture.completedFuture(Map.of());
    }
  }
}
