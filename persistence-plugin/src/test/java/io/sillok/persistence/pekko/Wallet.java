package io.sillok.persistence.pekko;

import java.io.Serializable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.internal.Delete;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.EffectBuilder;

/** Keeps an amount as a durable state; answers with what it holds. */
final class Wallet extends DurableStateBehavior<Wallet.Command, Wallet.Amount> {

  sealed interface Command {}

  record Put(int amount, ActorRef<Amount> replyTo) implements Command {}

  record Look(ActorRef<Amount> replyTo) implements Command {}

  record Lose(ActorRef<Amount> replyTo) implements Command {}

  record Stop() implements Command {}

  record Amount(int value) implements Serializable {}

  private Wallet(PersistenceId id) {
    super(id);
  }

  static Behavior<Command> of(String persistenceId) {
    return new Wallet(PersistenceId.ofUniqueId(persistenceId));
  }

  @Override
  public String tag() {
    return "wallet";
  }

  @Override
  public Amount emptyState() {
    return new Amount(0);
  }

  @Override
  public CommandHandler<Command, Amount> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Put(int amount, ActorRef<Amount> replyTo) ->
              Effect()
                  .persist(new Amount(state.value() + amount))
                  .thenRun(after -> replyTo.tell(after));
          case Look(ActorRef<Amount> replyTo) ->
              Effect().none().thenRun(after -> replyTo.tell(after));
          case Lose(ActorRef<Amount> replyTo) -> delete().thenRun(after -> replyTo.tell(after));
          case Stop() -> Effect().stop();
        };
  }

  /** Scala's {@code Effect.delete()}, which Java's factories lack. */
  private static EffectBuilder<Amount> delete() {
    return new Delete<>();
  }
}
