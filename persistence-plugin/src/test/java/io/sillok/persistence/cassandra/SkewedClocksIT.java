package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes whose clocks are two hours apart, and whose drivers' are, write the same entities. */
@Timeout(90)
class SkewedClocksIT {

  private static final Criteria ALL = new Criteria(0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
  private static final int ROUNDS = 20;

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private final String keyspace = CASSANDRA.newKeyspace();

  @ParameterizedTest
  @EnumSource(Mode.class)
  void they_write_in_turn_and_nothing_is_lost(Mode mode) throws Exception {
    try (Rival ahead = open(mode, SkewedClock.AHEAD, SkewedClock.Ahead.class);
        Rival behind = open(mode, SkewedClock.BEHIND, SkewedClock.Behind.class)) {
      for (int number = 1; number <= ROUNDS; number++) {
        Rival rival = number % 2 == 0 ? behind : ahead;
        assertThat(await(rival.writers().recover("cart|1"))).isEqualTo(number - 1);
        await(rival.writers().append(List.of(event("cart|1", number))));
        if (number == ROUNDS / 2) {
          await(
              ((CassandraLog) rival.store().log(rival.writers().partitioner().log("cart|1")))
                  .end()
                  .drain());
        }
      }
      // As long as one that was replaced may not have noticed.
      Thread.sleep(1100);
      for (Rival rival : List.of(ahead, behind)) {
        EntityIndex index = rival.store().entities();
        assertThat(await(index.read("cart|1", 0, Long.MAX_VALUE, 100))).hasSize(ROUNDS);
        Audit audit = Audit.of(rival.store());
        assertThat(audit.agreesWithIndex()).isEqualTo(ROUNDS);
        assertThat(audit.blocks(rival.writers().partitioner().log("cart|1")))
            .extracting(Block::appendedAt)
            .isSorted();
      }
      deleteInTurn(ahead.store().entities(), behind.store().entities());
    }
  }

  /** The one behind deletes more, and the one ahead less, after it. */
  private static void deleteInTurn(EntityIndex ahead, EntityIndex behind) {
    await(ahead.deleteTo("cart|1", 3));
    await(behind.deleteTo("cart|1", 7));
    await(ahead.deleteTo("cart|1", 5));
    assertThat(await(ahead.read("cart|1", 0, Long.MAX_VALUE, 100))).hasSize(ROUNDS - 7);
    assertThat(await(behind.deletedTo("cart|1"))).isEqualTo(7);
  }

  @Test
  void what_the_one_ahead_has_saved_the_one_behind_deletes() {
    try (Rival ahead = open(Mode.SHARED, SkewedClock.AHEAD, SkewedClock.Ahead.class);
        Rival behind = open(Mode.SHARED, SkewedClock.BEHIND, SkewedClock.Behind.class)) {
      SnapshotTable snapshots = ahead.store().snapshots();
      await(snapshots.save(Samples.snapshot("cart|1", 1, Samples.TIME)));
      await(behind.store().snapshots().save(Samples.snapshot("cart|1", 2, Samples.TIME)));
      assertThat(await(snapshots.latest("cart|1", ALL)).orElseThrow().sequenceNumber())
          .isEqualTo(2);
      await(behind.store().snapshots().delete("cart|1", ALL));
      assertThat(await(snapshots.latest("cart|1", ALL))).isEmpty();
    }
  }

  private Rival open(Mode mode, Duration skew, Class<? extends SkewedClock> driverClock) {
    return Rival.open(
        CassandraStores.settings(
            keyspace, CassandraStores.PARTITIONS, CassandraStores.index(Duration.ofMillis(100))),
        CassandraStores.driver(
            List.of(CASSANDRA.contactPoint()),
            "advanced.timestamp-generator.class = \"%s\"".formatted(driverClock.getName())),
        Rival.settings(mode, Duration.ofSeconds(10)),
        SkewedClock.process(skew));
  }
}
