package io.sillok.node.entity.sharded;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Stands in a partition for nothing but its signs of life. */
final class PartitionActor {

  private PartitionActor() {}

  /** Answers probes with {@code answer}, and everything else that is asked too. */
  static Behavior<EntityMessage> answering(EntityAnswer answer) {
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case EntityMessage.Asked asked -> {
            asked.replyTo().tell(answer);
            yield Behaviors.same();
          }
          case EntityMessage.Stop() -> Behaviors.stopped();
        });
  }
}
