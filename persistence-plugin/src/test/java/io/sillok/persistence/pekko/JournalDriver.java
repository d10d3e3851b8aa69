package io.sillok.persistence.pekko;

import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import scala.jdk.javaapi.CollectionConverters;

/** Speaks to the journal as a persistent actor does, with messages of Pekko's own. */
final class JournalDriver {

  /** What a replay brought. */
  record Replayed(List<PersistentRepr> events, long highestSequenceNumber) {
    List<Long> numbers() {
      return events.stream().map(PersistentRepr::sequenceNr).toList();
    }
  }

  final TestKit probe;
  private final ActorRef journal;
  private final String persistenceId;
  private final String writer = "writer-1";

  JournalDriver(Node node, String persistenceId) {
    probe = new TestKit(node.classic());
    journal = Persistence.get(node.classic()).journalFor("", ConfigFactory.empty());
    this.persistenceId = persistenceId;
  }

  PersistentRepr event(long sequenceNumber, Object payload) {
    return PersistentRepr.apply(
        payload, sequenceNumber, persistenceId, "", false, ActorRef.noSender(), writer);
  }

  /** An event that says its number. */
  PersistentRepr event(long sequenceNumber) {
    return event(sequenceNumber, "a-" + sequenceNumber);
  }

  static AtomicWrite together(PersistentRepr... events) {
    return AtomicWrite.apply(CollectionConverters.asScala(Arrays.asList(events)).toSeq());
  }

  /** Writes {@code writes} with one message; the responses to each of their events. */
  List<Object> write(AtomicWrite... writes) {
    List<PersistentEnvelope> envelopes = List.of(writes);
    journal.tell(
        new JournalProtocol.WriteMessages(
            CollectionConverters.asScala(envelopes).toSeq(), probe.getRef(), 1),
        ActorRef.noSender());
    probe.expectMsgClass(Node.PATIENCE, JournalProtocol.WriteMessagesSuccessful$.class);
    List<Object> responses = new ArrayList<>();
    for (int left = Arrays.stream(writes).mapToInt(AtomicWrite::size).sum(); left > 0; left--) {
      responses.add(probe.expectMsgClass(Node.PATIENCE, JournalProtocol.Response.class));
    }
    return responses;
  }

  /** Writes the events {@code from} to {@code to}, each alone but the last two together. */
  void fill(long from, long to) {
    write(
        LongStream.range(from, to)
            .mapToObj(number ->
                number == to - 1 ? together(event(number), event(to)) : together(event(number)))
            .toArray(AtomicWrite[]::new));
  }

  void startReplay(long from, long to, long max) {
    journal.tell(
        new JournalProtocol.ReplayMessages(from, to, max, persistenceId, probe.getRef()),
        ActorRef.noSender());
  }

  Replayed endReplay() {
    List<PersistentRepr> events = new ArrayList<>();
    while (true) {
      Object message = probe.expectMsgClass(Node.PATIENCE, JournalProtocol.Response.class);
      if (message instanceof JournalProtocol.ReplayedMessage replayed) {
        events.add(replayed.persistent());
      } else if (message instanceof JournalProtocol.RecoverySuccess success) {
        return new Replayed(events, success.highestSequenceNr());
      } else {
        throw new AssertionError("Not a part of a replay: " + message);
      }
    }
  }

  Replayed replay(long from, long to, long max) {
    startReplay(from, to, max);
    return endReplay();
  }

  Replayed replayAll() {
    return replay(0, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Deletes the events up to {@code sequenceNumber}; what the journal answers. */
  Object delete(long sequenceNumber) {
    journal.tell(
        new JournalProtocol.DeleteMessagesTo(persistenceId, sequenceNumber, probe.getRef()),
        ActorRef.noSender());
    return probe.expectMsgClass(Node.PATIENCE, Object.class);
  }
}
