package io.sillok.persistence.pekko;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotOffer;

/**
 * A classic persistent actor that does what it is told, and tells {@code observer} what happened.
 */
final class Ledger extends AbstractPersistentActor {

  record PersistAll(List<? extends Object> events) {}

  record PersistAsync(List<? extends Object> events) {}

  /** Says {@code event} in its turn, without persisting it. */
  record Defer(Object event) {}

  record Delete(long toSequenceNumber) {}

  record Save(Object state) {}

  /** What was recovered: the state of a snapshot if there was one, then the events. */
  record Recovered(List<Object> all, long sequenceNumber) {}

  record Deferred(Object event) {}

  record Persisted(Object event, long sequenceNumber) {}

  record Rejected(Object event, long sequenceNumber) {}

  record Failed(Object event, Throwable cause) {}

  record Done(Object what) {}

  private final String persistenceId;
  private final ActorRef observer;
  private final List<Object> all = new ArrayList<>();

  private Ledger(String persistenceId, ActorRef observer) {
    this.persistenceId = persistenceId;
    this.observer = observer;
  }

  static Props props(String persistenceId, ActorRef observer) {
    return Props.create(Ledger.class, () -> new Ledger(persistenceId, observer));
  }

  @Override
  public String persistenceId() {
    return persistenceId;
  }

  @Override
  public Receive createReceiveRecover() {
    return receiveBuilder()
        .match(SnapshotOffer.class, offer -> all.add(offer.snapshot()))
        .match(
            RecoveryCompleted.class,
            done -> observer.tell(new Recovered(List.copyOf(all), lastSequenceNr()), self()))
        .matchAny(all::add)
        .build();
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(PersistAll.class, order -> persistAll(order.events(), this::persisted))
        .match(PersistAsync.class, order -> persistAllAsync(order.events(), this::persisted))
        .match(Defer.class, order -> deferAsync(order.event(), this::deferred))
        .match(Delete.class, order -> deleteMessages(order.toSequenceNumber()))
        .match(Save.class, order -> saveSnapshot(order.state()))
        .match(DeleteMessagesSuccess.class, done -> observer.tell(new Done(done), self()))
        .match(SaveSnapshotSuccess.class, done -> observer.tell(new Done(done), self()))
        .build();
  }

  private void persisted(Object event) {
    observer.tell(new Persisted(event, lastSequenceNr()), self());
  }

  private void deferred(Object event) {
    observer.tell(new Deferred(event), self());
  }

  @Override
  public void onPersistRejected(Throwable cause, Object event, long sequenceNr) {
    observer.tell(new Rejected(event, sequenceNr), self());
  }

  @Override
  public void onPersistFailure(Throwable cause, Object event, long sequenceNr) {
    observer.tell(new Failed(event, cause), self());
  }
}
