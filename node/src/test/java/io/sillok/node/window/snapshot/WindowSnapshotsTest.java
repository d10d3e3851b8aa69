package io.sillok.node.window.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.window.snapshot.WindowSnapshots.Taking;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.window.run.StateRow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a shard in a real store. */
final class WindowSnapshotsTest {

  private static final String SHARD = "projection-views/3";
  private static final Criteria ANY =
      new Criteria(0, Long.MAX_VALUE, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));

  @TempDir private Path data;

  private ActorTestKit testKit;
  private SnapshotTable table;
  private WindowSnapshots snapshots;

  @BeforeEach
  void start() {
    testKit =
        ActorTestKit.create(
            "snapshots",
            ConfigFactory.parseString(
                    """
                    pekko.loglevel = ERROR
                    pekko.actor.provider = local
                    sillok.persistence { store = rocksdb, partitions = 4, rocksdb.directory = "%s" }
                    """
                        .formatted(data))
                .withFallback(ConfigFactory.load()));
    table = SillokPersistence.get(testKit.system()).store().snapshots();
    snapshots = new WindowSnapshots(table, InstantSource.system());
  }

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void a_snapshot_counts_when_it_is_whole_and_the_one_before_goes() {
    Taking first = begin(10, "a", "b");
    assertThat(await(snapshots.last(SHARD))).isEmpty();
    await(first.end("ten".getBytes(UTF_8)));
    assertThat(rows()).containsExactly("a", "b");
    Taking second = begin(20, "c");
    assertThat(rows()).containsExactly("a", "b");
    await(second.end("twenty".getBytes(UTF_8)));
    assertThat(rows()).containsExactly("c");
    assertThat(await(snapshots.last(SHARD)).orElseThrow().reached()).isEqualTo(20);
    assertThat(parts(first)).isZero();
    assertThat(parts(second)).isEqualTo(1);
  }

  @Test
  void what_a_crash_left_unfinished_goes_when_the_next_begins() {
    await(begin(10, "a").end(new byte[0]));
    Taking broken = begin(20, "b", "c", "d");
    assertThat(parts(broken)).isEqualTo(3);
    Taking next = begin(30, "e");
    assertThat(parts(broken)).isZero();
    assertThat(rows()).containsExactly("a");
    await(next.end(new byte[0]));
    assertThat(rows()).containsExactly("e");
  }

  @Test
  void whoever_ends_later_and_has_come_less_far_changes_nothing() {
    Taking slow = begin(10, "a");
    Taking fast = begin(20, "b");
    await(fast.end(new byte[0]));
    await(slow.end(new byte[0]));
    assertThat(rows()).containsExactly("b");
    assertThat(parts(slow)).isZero();
  }

  @Test
  void nothing_is_left_of_a_shard_that_is_dropped() {
    Taking whole = begin(10, "a");
    await(whole.end(new byte[0]));
    Taking broken = begin(20, "b");
    await(snapshots.drop(SHARD));
    assertThat(await(snapshots.last(SHARD))).isEmpty();
    assertThat(parts(whole) + parts(broken)).isZero();
    await(snapshots.drop(SHARD));
    await(begin(5, "c").end(new byte[0]));
    assertThat(rows()).containsExactly("c");
  }

  /** One part for each row. */
  private Taking begin(long reached, String... rows) {
    Taking taking = await(snapshots.take(SHARD, reached));
    for (String row : rows) {
      await(taking.add(List.of(new StateRow(row, row.getBytes(UTF_8)))));
    }
    return taking;
  }

  private List<String> rows() {
    SnapshotManifest last = await(snapshots.last(SHARD)).orElseThrow();
    Optional<List<StateRow>> rows = await(snapshots.rows(SHARD, last));
    return rows.orElseThrow().stream().map(StateRow::id).toList();
  }

  private int parts(Taking taking) {
    int parts = 0;
    for (int part = 0; part < 10; part++) {
      parts +=
          await(table.find(WindowSnapshots.partOf(SHARD, taking.id(), part), ANY)).isPresent()
              ? 1
              : 0;
    }
    return parts;
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
