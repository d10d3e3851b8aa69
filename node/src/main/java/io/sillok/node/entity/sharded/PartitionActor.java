package io.sillok.node.entity.sharded;

import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.LogWriters;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Stands in a partition for its signs of life, and for the time of its logs. */
final class PartitionActor {

  private PartitionActor() {}

  /** Answers probes, and moves event time on, for which no entity is there. */
  static Behavior<EntityMessage> create(
      int partition, LogWriters writers, Unavailability unavailability) {
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case EntityMessage.Advance advance -> {
            advance(writers, new LogId(advance.type(), partition), advance)
                .whenComplete((offset, failure) ->
                    advance
                        .replyTo()
                        .tell(
                            failure == null
                                ? new EntityAnswer.Advanced(offset.isPresent())
                                : unavailability.because(failure)));
            yield Behaviors.same();
          }
          case EntityMessage.Asked asked -> {
            asked.replyTo().tell(new EntityAnswer.Alive());
            yield Behaviors.same();
          }
          case EntityMessage.Stop() -> Behaviors.stopped();
        });
  }

  /** The partition is here, so a log that another process took is taken back. */
  private static CompletionStage<OptionalLong> advance(
      LogWriters writers, LogId log, EntityMessage.Advance advance) {
    return writers
        .advance(log, advance.time())
        .exceptionallyCompose(failure ->
            LogWriters.isFenced(failure)
                ? writers.own(log).thenCompose(owned -> writers.advance(log, advance.time()))
                : CompletableFuture.failedFuture(failure));
  }

  /** What an entity answers to what only a partition does. */
  static EntityAnswer notHere() {
    return new EntityAnswer.Unavailable(
        "module-defect", "Event time moves on in a partition, not in an entity");
  }

  /** Answers everything that is asked with {@code answer}. */
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
