package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Found;
import io.sillok.persistence.pekko.Ledger.Done;
import io.sillok.persistence.pekko.Ledger.PersistAll;
import io.sillok.persistence.pekko.Ledger.Persisted;
import io.sillok.persistence.pekko.Ledger.Recovered;
import io.sillok.persistence.pekko.Ledger.Save;
import io.sillok.persistence.rocksdb.SnapshotDamage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots whose bytes are damaged within a store that is whole. */
class SnapshotDamageTest {

  private static final String ID = "ledger|1";

  /** One byte alone, and many that fail the checksum. */
  private static final List<byte[]> GARBAGE = List.of(new byte[1], new byte[500]);

  @TempDir Path directory;

  @BeforeEach
  void fill() {
    try (Node node = start()) {
      TestKit probe = new TestKit(node.classic());
      ActorRef ledger = node.spawn(Ledger.props(ID, probe.getRef()));
      probe.expectMsgClass(Node.PATIENCE, Recovered.class);
      for (String event : List.of("a", "b", "c")) {
        ledger.tell(new PersistAll(List.of(event)), probe.getRef());
        probe.expectMsgClass(Node.PATIENCE, Persisted.class);
        if (!event.equals("c")) {
          ledger.tell(new Save("state of " + event), probe.getRef());
          probe.expectMsgClass(Node.PATIENCE, Done.class);
        }
      }
    }
  }

  @Test
  void recovery_goes_back_to_an_earlier_snapshot_or_to_the_events() throws Exception {
    assertThat(recovered()).containsExactly("state of b", "c");
    damage(2, GARBAGE.getFirst());
    assertThat(recovered()).containsExactly("state of a", "b", "c");
    damage(1, GARBAGE.getLast());
    assertThat(recovered()).containsExactly("a", "b", "c");
  }

  @Test
  void a_damaged_snapshot_is_deleted_by_its_sequence_number() throws Exception {
    damage(2, GARBAGE.getLast());
    try (Node node = start()) {
      SnapshotTable snapshots = node.persistence().store().snapshots();
      assertThat(await(snapshots.find(ID, upTo(9))).orElseThrow())
          .isInstanceOfSatisfying(
              Found.Damaged.class, found -> assertThat(found.sequenceNumber()).isEqualTo(2));
      await(snapshots.delete(ID, new Criteria(3, 9, Instant.MIN, Instant.MAX)));
      assertThat(await(snapshots.find(ID, upTo(9))).orElseThrow().sequenceNumber()).isEqualTo(2);
      // The one that can be read was saved later than this.
      await(snapshots.delete(ID, new Criteria(0, 9, Instant.MIN, Instant.EPOCH)));
      assertThat(await(snapshots.find(ID, upTo(9))).orElseThrow())
          .isInstanceOfSatisfying(
              Found.Whole.class, found -> assertThat(found.sequenceNumber()).isEqualTo(1));
      await(snapshots.delete(ID, upTo(9)));
      assertThat(await(snapshots.find(ID, upTo(9)))).isEmpty();
    }
  }

  private static Criteria upTo(long sequenceNumber) {
    return new Criteria(0, sequenceNumber, Instant.MIN, Instant.MAX);
  }

  private void damage(long sequenceNumber, byte[] garbage) throws Exception {
    SnapshotDamage.overwrite(directory, 4, ID, sequenceNumber, garbage);
  }

  private List<Object> recovered() {
    try (Node node = start()) {
      TestKit probe = new TestKit(node.classic());
      node.spawn(Ledger.props(ID, probe.getRef()));
      return probe.expectMsgClass(Node.PATIENCE, Recovered.class).all();
    }
  }

  private Node start() {
    return Node.start(directory, "sillok.persistence.partitions = 4");
  }
}
