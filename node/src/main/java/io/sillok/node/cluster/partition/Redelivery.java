package io.sillok.node.cluster.partition;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.Dropped;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/**
 * Gives cluster sharding again what it drops: a node that a partition leaves holds messages to it
 * back, and drops them when the partition stops, lest they overtake others. Nobody has seen them,
 * so each takes effect once nevertheless; only that those of several senders may change places.
 */
final class Redelivery {

  /** How the reason begins that cluster sharding gives. */
  private static final String MOVES = "Avoiding reordering of buffered messages at shard handoff";

  private static final AtomicLong STARTED = new AtomicLong();

  private Redelivery() {}

  /**
   * @param kind as cluster sharding names it
   * @param messages those of this kind alone
   */
  static <M> void start(ActorSystem<?> system, String kind, Class<M> messages, Region<M> region) {
    system.systemActorOf(
        again(messages, region),
        "redelivery-%s-%d".formatted(kind, STARTED.incrementAndGet()),
        Props.empty());
  }

  /** The message to a partition that moves, if {@code letter} is one. */
  private static Optional<ShardingEnvelope<?>> dropped(DeadLetter letter) {
    return letter.message() instanceof Dropped dropped
            && dropped.reason().startsWith(MOVES)
            && dropped.message() instanceof ShardingEnvelope<?> envelope
        ? Optional.of(envelope)
        : Optional.empty();
  }

  private static <M> Behavior<DeadLetter> again(Class<M> messages, Region<M> region) {
    return Behaviors.setup(context -> {
      context
          .getSystem()
          .eventStream()
          .tell(new EventStream.Subscribe<>(DeadLetter.class, context.getSelf()));
      return Behaviors.receiveMessage(letter -> {
        dropped(letter)
            .filter(envelope -> messages.isInstance(envelope.message()))
            .ifPresent(
                envelope -> region.tell(envelope.entityId(), messages.cast(envelope.message())));
        return Behaviors.same();
      });
    });
  }
}
