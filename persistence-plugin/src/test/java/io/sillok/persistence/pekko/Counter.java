package io.sillok.persistence.pekko;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/** Counts by events of one each; answers with its count and its sequence number. */
final class Counter extends EventSourcedBehavior<Counter.Command, Counter.Added, Counter.Count> {

  sealed interface Command {}

  /** Persists {@code events} events together. */
  record Add(int events, ActorRef<Count> replyTo) implements Command {}

  record Get(ActorRef<Count> replyTo) implements Command {}

  record Stop() implements Command {}

  record Added(int amount) implements Serializable {}

  record Count(long value) implements Serializable {}

  private final Set<String> tags;
  private final Consumer<Throwable> failures;

  private Counter(PersistenceId id, Set<String> tags) {
    super(id);
    this.tags = tags;
    failures = failure -> {};
  }

  private Counter(PersistenceId id, BackoffSupervisorStrategy again, Consumer<Throwable> failures) {
    super(id, again);
    tags = Set.of();
    this.failures = failures;
  }

  static Behavior<Command> of(String persistenceId) {
    return tagged(persistenceId, Set.of());
  }

  static Behavior<Command> tagged(String persistenceId, Set<String> tags) {
    return new Counter(PersistenceId.ofUniqueId(persistenceId), tags);
  }

  /** One that starts again when the journal fails, and tells why it failed. */
  static Behavior<Command> persistent(
      String persistenceId, BackoffSupervisorStrategy again, Consumer<Throwable> failures) {
    return new Counter(PersistenceId.ofUniqueId(persistenceId), again, failures);
  }

  @Override
  public SignalHandler<Count> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            JournalPersistFailed.class, (state, signal) -> failures.accept(signal.getFailure()))
        .onSignal(RecoveryFailed.class, (state, signal) -> failures.accept(signal.getFailure()))
        .build();
  }

  @Override
  public Set<String> tagsFor(Added event) {
    return tags;
  }

  @Override
  public Count emptyState() {
    return new Count(0);
  }

  @Override
  public CommandHandler<Command, Added, Count> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Add(int events, ActorRef<Count> replyTo) ->
              Effect().persist(ones(events)).thenRun(after -> replyTo.tell(after));
          case Get(ActorRef<Count> replyTo) ->
              Effect().none().thenRun(after -> replyTo.tell(after));
          case Stop() -> Effect().stop();
        };
  }

  private static List<Added> ones(int count) {
    return IntStream.range(0, count).mapToObj(index -> new Added(1)).toList();
  }

  @Override
  public EventHandler<Count, Added> eventHandler() {
    return (state, event) -> new Count(state.value() + event.amount());
  }
}
