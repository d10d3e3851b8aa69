package io.sillok.loadtests.replay;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/** Recovers, and tells how many events there were. */
final class Recovering extends EventSourcedBehavior<Recovering.Stop, byte[], Long> {

  /** Is no longer needed. */
  record Stop() {}

  /** An entity is there. */
  record Recovered(ActorRef<Stop> entity, long events, long startNanos) {}

  private final ActorRef<Stop> self;
  private final ActorRef<Recovered> replyTo;
  private final long startNanos = System.nanoTime();

  Recovering(String id, ActorRef<Stop> self, ActorRef<Recovered> replyTo) {
    super(PersistenceId.ofUniqueId("account|" + id));
    this.self = self;
    this.replyTo = replyTo;
  }

  @Override
  public Long emptyState() {
    return 0L;
  }

  @Override
  public CommandHandler<Stop, byte[], Long> commandHandler() {
    return (count, stop) -> Effect().stop();
  }

  @Override
  public EventHandler<Long, byte[]> eventHandler() {
    return (count, event) -> count + 1;
  }

  @Override
  public SignalHandler<Long> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            count -> replyTo.tell(new Recovered(self, count, startNanos)))
        .build();
  }
}
