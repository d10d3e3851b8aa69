package io.sillok.node.entity.sharded;

import org.apache.pekko.actor.AllDeadLetters;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/**
 * Answers for entities that were gone when a message came, or that cluster sharding could not bring
 * it to, so that a caller need not wait for its time-out.
 */
final class UndeliveredMessages {

  private UndeliveredMessages() {}

  static Behavior<AllDeadLetters> create(Unavailability unavailability) {
    return Behaviors.setup(context -> {
      context
          .getSystem()
          .eventStream()
          .tell(new EventStream.Subscribe<>(AllDeadLetters.class, context.getSelf()));
      return Behaviors.receiveMessage(letter -> {
        if (letter.message() instanceof EntityMessage.Asked asked) {
          asked.replyTo().tell(unavailability.because(null));
        } else if (letter.message() instanceof ShardingEnvelope<?> envelope
            && envelope.message() instanceof EntityMessage.Asked asked) {
          asked.replyTo().tell(unavailability.undelivered());
        }
        return Behaviors.same();
      });
    });
  }
}
