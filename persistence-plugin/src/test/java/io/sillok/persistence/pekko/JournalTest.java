package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.pekko.Ledger.Delete;
import io.sillok.persistence.pekko.Ledger.Done;
import io.sillok.persistence.pekko.Ledger.PersistAll;
import io.sillok.persistence.pekko.Ledger.PersistAsync;
import io.sillok.persistence.pekko.Ledger.Persisted;
import io.sillok.persistence.pekko.Ledger.Recovered;
import io.sillok.persistence.pekko.Ledger.Rejected;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.journal.Tagged;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTest {

  @SuppressWarnings("NullAway.Init") // started before all tests
  private Node node;

  @BeforeAll
  void start(@TempDir Path directory) {
    node = Node.start(directory);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void events_persisted_together_are_one_block_and_come_back_in_order() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|all");
    ledger.start();
    ledger.tell(new PersistAll(List.of("a", "b", "c")));
    for (int number = 1; number <= 3; number++) {
      assertThat(ledger.expect(Persisted.class).sequenceNumber()).isEqualTo(number);
    }
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("a", "b", "c"), 3));
  }

  @Test
  void events_persisted_without_waiting_come_back_in_order() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|async");
    ledger.start();
    for (int index = 0; index < 200; index++) {
      ledger.tell(new PersistAsync(List.of(index)));
    }
    for (int index = 0; index < 200; index++) {
      assertThat(ledger.expect(Persisted.class).event()).isEqualTo(index);
    }
    Recovered recovered = ledger.restart();
    assertThat(recovered.all()).hasSize(200).isSortedAccordingTo((a, b) -> (int) a - (int) b);
  }

  @Test
  void an_event_that_cannot_be_serialized_is_rejected_alone_and_leaves_a_hole() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|hole");
    ledger.start();
    ledger.tell(new PersistAll(List.of("a")));
    ledger.expect(Persisted.class);
    ledger.tell(new PersistAll(List.of(new Unserializable(new Object()))));
    assertThat(ledger.expect(Rejected.class).sequenceNumber()).isEqualTo(2);
    ledger.tell(new PersistAll(List.of("c")));
    assertThat(ledger.expect(Persisted.class).sequenceNumber()).isEqualTo(3);
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("a", "c"), 3));
  }

  @Test
  void deleted_events_stay_away_and_numbers_go_on() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|deleted");
    ledger.start();
    ledger.tell(new PersistAll(List.of("a", "b", "c")));
    for (int number = 1; number <= 3; number++) {
      ledger.expect(Persisted.class);
    }
    ledger.tell(new Delete(2));
    ledger.expect(Done.class);
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("c"), 3));
    ledger.tell(new Delete(Long.MAX_VALUE));
    ledger.expect(Done.class);
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of(), 3));
    ledger.tell(new PersistAll(List.of("d")));
    assertThat(ledger.expect(Persisted.class).sequenceNumber()).isEqualTo(4);
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("d"), 4));
  }

  @Test
  void recovery_begins_with_the_latest_snapshot() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|snapshot");
    ledger.start();
    ledger.persist("a");
    ledger.save("state of a");
    ledger.persist("b");
    ledger.save("state of b");
    ledger.persist("c");
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("state of b", "c"), 3));
  }

  @Test
  void a_snapshot_that_cannot_be_read_is_dropped_and_the_events_are_replayed() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|unreadable");
    ledger.start();
    ledger.persist("a");
    ledger.save("state of a");
    ledger.persist("b");
    ledger.save(new Unreadable());
    ledger.persist("c");
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("state of a", "b", "c"), 3));
  }

  @Test
  void an_unreadable_snapshot_of_deleted_events_fails_the_recovery() {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|lost");
    ledger.start();
    ledger.persist("a");
    ledger.save(new Unreadable());
    ledger.tell(new Delete(1));
    ledger.expect(Done.class);
    ledger.persist("b");
    ledger.stop();
    ActorRef failing = node.spawn(Ledger.props("ledger|lost", ledger.probe.getRef()));
    ledger.probe.watch(failing);
    ledger.probe.expectTerminated(Node.PATIENCE, failing);
  }

  @Test
  void tags_are_kept_and_taken_off() throws Exception {
    LedgerDriver ledger = new LedgerDriver(node, "ledger|tags");
    ledger.start();
    ledger.tell(new PersistAll(List.of(new Tagged("a", Set.of("red")))));
    ledger.expect(Persisted.class);
    assertThat(ledger.restart().all()).containsExactly("a");
    assertThat(
            io.sillok.persistence.contract.Samples.await(
                    node.persistence().store().entities().read("ledger|tags", 0, 9, 9))
                .getFirst()
                .event()
                .tags())
        .containsExactly("red");
  }

  @Test
  void an_id_without_a_type_belongs_to_the_default_log() {
    LedgerDriver ledger = new LedgerDriver(node, "no type at all");
    ledger.start();
    ledger.persist("a");
    assertThat(ledger.restart().all()).containsExactly("a");
    assertThat(node.persistence().writers().partitioner().log("no type at all").name())
        .isEqualTo("default");
  }

  private record Unserializable(Object field) implements Serializable {}

  /** Can be written but never read. */
  static final class Unreadable implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException {
      throw new NotSerializableException("by intention");
    }
  }
}
