package io.sillok.persistence.pekko;

import static io.sillok.persistence.pekko.JournalDriver.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.pekko.JournalDriver.Replayed;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessagesFailure;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageRejected;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.PersistentRepr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Pekko's own kit for journals asks for, in the messages of persistent actors. */
abstract class JournalProtocolContract extends NodeContract {

  private static final long MAX = Long.MAX_VALUE;

  private final AtomicInteger entities = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // made before each test
  private JournalDriver journal;

  @BeforeEach
  void fill() {
    journal = new JournalDriver(node(), "raw|" + entities.incrementAndGet());
    journal.fill(1, 5);
  }

  @Test
  void events_are_replayed_as_they_were_written() {
    Replayed replayed = journal.replayAll();
    assertThat(replayed.events())
        .isEqualTo(LongStream.rangeClosed(1, 5).mapToObj(journal::event).toList());
    assertThat(replayed.highestSequenceNumber()).isEqualTo(5);
  }

  @ParameterizedTest(name = "from {0} to {1}, at most {2}: {3} to {4}")
  @CsvSource({
    "1, 9223372036854775807, 9223372036854775807, 1, 5",
    "3, 9223372036854775807, 9223372036854775807, 3, 5",
    "1, 3, 9223372036854775807, 1, 3",
    "1, 9223372036854775807, 3, 1, 3",
    "2, 3, 9223372036854775807, 2, 3",
    "2, 5, 2, 2, 3",
    "2, 2, 9223372036854775807, 2, 2",
    "2, 4, 1, 2, 2",
    "2, 4, 0, 1, 0",
    "3, 2, 9223372036854775807, 1, 0",
    "6, 9223372036854775807, 9223372036854775807, 1, 0"
  })
  void replay_keeps_to_its_bounds(long from, long to, long max, long first, long last) {
    Replayed replayed = journal.replay(from, to, max);
    assertThat(replayed.numbers()).isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
    assertThat(replayed.highestSequenceNumber()).isEqualTo(5);
  }

  @Test
  void an_unknown_entity_has_no_events() {
    JournalDriver nobody = new JournalDriver(node(), "raw|nobody");
    assertThat(nobody.replayAll()).isEqualTo(new Replayed(List.of(), 0));
  }

  @Test
  void deleted_events_are_not_replayed_but_still_count() {
    assertThat(journal.delete(3)).isEqualTo(new DeleteMessagesSuccess(3));
    Replayed replayed = journal.replayAll();
    assertThat(replayed.numbers()).containsExactly(4L, 5L);
    assertThat(replayed.highestSequenceNumber()).isEqualTo(5);
    assertThat(journal.replay(1, 4, 1).numbers()).containsExactly(4L);
  }

  @Test
  void the_highest_number_outlives_the_deletion_of_everything_and_a_restart() {
    assertThat(journal.delete(MAX)).isEqualTo(new DeleteMessagesSuccess(MAX));
    assertThat(journal.replayAll()).isEqualTo(new Replayed(List.of(), 5));
    restart();
    journal = new JournalDriver(node(), "raw|" + entities.get());
    assertThat(journal.replayAll()).isEqualTo(new Replayed(List.of(), 5));
    journal.fill(6, 7);
    assertThat(journal.replayAll().numbers()).containsExactly(6L, 7L);
  }

  @Test
  void of_several_writes_only_the_one_that_cannot_be_serialized_is_rejected() {
    Object unserializable = new Object();
    List<Object> responses =
        journal.write(
            together(journal.event(6)),
            together(journal.event(7, unserializable)),
            together(journal.event(8)));
    assertThat(responses).hasSize(3);
    assertThat(responses.get(0)).isInstanceOf(WriteMessageSuccess.class);
    assertThat(responses.get(1))
        .isInstanceOfSatisfying(
            WriteMessageRejected.class,
            rejected -> {
              assertThat(rejected.message().payload()).isSameAs(unserializable);
              assertThat(rejected.cause()).isInstanceOf(NotSerializableException.class);
            });
    assertThat(responses.get(2)).isInstanceOf(WriteMessageSuccess.class);
    Replayed replayed = journal.replay(6, MAX, MAX);
    assertThat(replayed.events()).containsExactly(journal.event(6), journal.event(8));
    assertThat(replayed.highestSequenceNumber()).isEqualTo(8);
  }

  @Test
  void a_write_of_several_events_is_rejected_as_a_whole() {
    List<Object> responses =
        journal.write(together(journal.event(6), journal.event(7, new Object()), journal.event(8)));
    assertThat(responses).hasSize(3).allMatch(WriteMessageRejected.class::isInstance);
    assertThat(journal.replayAll().highestSequenceNumber()).isEqualTo(5);
  }

  @Test
  void events_are_written_with_the_serializer_of_their_type() {
    Holder event = new Holder(journal.probe.getRef());
    journal.write(together(journal.event(6, event)));
    assertThat(journal.replay(6, MAX, MAX).events())
        .extracting(PersistentRepr::payload)
        .containsExactly(event);
  }

  private record Holder(ActorRef reference) implements Serializable {}

  @Test
  void metadata_comes_back_with_the_event() {
    journal.write(together(journal.event(6).withMetadata("meta-data")), together(journal.event(7)));
    List<PersistentRepr> replayed = journal.replay(6, MAX, MAX).events();
    assertThat(replayed.getFirst().metadata().get()).isEqualTo("meta-data");
    assertThat(replayed.getLast().metadata().isEmpty()).isTrue();
  }

  @Test
  void many_events_and_large_numbers_are_replayed() {
    journal.fill(6, 1_300);
    assertThat(journal.replayAll().numbers())
        .isEqualTo(LongStream.rangeClosed(1, 1_300).boxed().toList());
    long large = MAX - 1;
    journal.write(together(journal.event(large)));
    assertThat(journal.replay(1_300, MAX, MAX))
        .isEqualTo(new Replayed(List.of(journal.event(1_300), journal.event(large)), large));
  }

  @Test
  void others_write_while_one_is_replayed() {
    journal.fill(6, 1_200);
    JournalDriver other = new JournalDriver(node(), "raw|other");
    journal.startReplay(1, MAX, MAX);
    other.fill(1, 100);
    assertThat(journal.endReplay().numbers()).hasSize(1_200).isSorted();
    assertThat(other.replayAll().numbers()).hasSize(100).isSorted();
  }

  @Test
  void ids_that_are_kept_for_durable_states_are_refused() {
    checkRefused("state@raw|1", "ids that begin with \"state@\" are kept for durable states");
  }

  @Test
  void ids_that_are_kept_for_streams_are_refused() {
    String reason = "ids that begin with \"stream@\" are kept for the events of streams";
    checkRefused("stream@raw|1", reason);
    checkRefused("stream@names no log", reason);
  }

  private void checkRefused(String id, String reason) {
    JournalDriver reserved = new JournalDriver(node(), id);
    assertThat(reserved.write(together(reserved.event(1))).getFirst())
        .isInstanceOfSatisfying(
            WriteMessageRejected.class, rejected -> checkReserved(rejected.cause(), id, reason));
    reserved.startReplay(0, MAX, MAX);
    checkReserved(
        reserved.probe.expectMsgClass(Node.PATIENCE, ReplayMessagesFailure.class).cause(),
        id,
        reason);
    checkReserved(((DeleteMessagesFailure) reserved.delete(1)).cause(), id, reason);
  }

  private static void checkReserved(Throwable cause, String id, String reason) {
    assertThat(cause)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Persistence id %s cannot be used: %s", id, reason);
  }
}
