package io.sillok.node.entity.sharded;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whom an entity owes an answer, so that all of them hear at once when it fails, also
 * those whose message it had only put aside.
 */
final class PendingAnswers extends BehaviorInterceptor<Object, Object> {

  private final Set<ActorRef<EntityAnswer>> callers = new HashSet<>();
  private final Unavailability unavailability;

  PendingAnswers(Unavailability unavailability) {
    super(Object.class);
    this.unavailability = unavailability;
  }

  /** The same behavior, watched. */
  @SuppressWarnings("unchecked") // takes every message, also those of the journal, and passes it on
  Behavior<EntityMessage> around(Behavior<EntityMessage> behavior) {
    Behavior<Object> any = (Behavior<Object>) (Behavior<?>) behavior;
    return (Behavior<EntityMessage>) (Behavior<?>) Behaviors.intercept(() -> this, any);
  }

  /** {@code caller} is answered just now. */
  void answered(ActorRef<EntityAnswer> caller) {
    callers.remove(caller);
  }

  /** Tells everyone that no answer will come. */
  void fail(@Nullable Throwable failure) {
    if (!callers.isEmpty()) {
      EntityAnswer answer = unavailability.because(failure);
      callers.forEach(caller -> caller.tell(answer));
      callers.clear();
    }
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
    if (message instanceof EntityMessage.Asked asked) {
      callers.add(asked.replyTo());
    }
    try {
      return target.apply(context, message);
    } catch (RuntimeException failure) {
      fail(failure);
      throw failure;
    }
  }

  @Override
  public Behavior<Object> aroundSignal(
      TypedActorContext<Object> context, Signal signal, SignalTarget<Object> target) {
    if (signal instanceof PostStop) {
      fail(null);
    }
    return target.apply(context, signal);
  }
}
