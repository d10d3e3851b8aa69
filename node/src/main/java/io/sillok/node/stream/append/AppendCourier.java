package io.sillok.node.stream.append;

import io.sillok.node.cluster.NodeMessage;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Takes what another node appends to several partitions that are here, so that it is one message
 * and one answer. Knows nothing of where they are: what is somewhere else by now goes on from here.
 */
final class AppendCourier {

  private static final String NAME = "append-courier";

  private AppendCourier() {}

  /** What one partition is to append, as {@link AppenderMessage.Append}. */
  record Portion(int partition, List<EncodedEvent> events, long since) {

    long size() {
      return events.stream().mapToLong(EncodedEvent::size).sum();
    }
  }

  /** Append {@code portions} to {@code stream}. */
  record Delivery(String stream, List<Portion> portions, ActorRef<Delivered> replyTo)
      implements NodeMessage {}

  /**
   * @param answers of the portions, in their order; empty if none was taken, as the node stops
   */
  record Delivered(List<AppenderAnswer> answers) implements NodeMessage {}

  /**
   * Starts that of {@code system}'s node. It takes nothing any more from when the node hands over
   * its partitions; what came before has gone on by then.
   *
   * @param append has a portion appended to a stream; never fails
   */
  static void start(
      ActorSystem<?> system, BiFunction<String, Portion, CompletionStage<AppenderAnswer>> append) {
    AtomicBoolean stops = new AtomicBoolean();
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
            "stop-" + NAME,
            () -> {
              stops.set(true);
              return CompletableFuture.completedFuture(Done.getInstance());
            });
    Behavior<Delivery> courier =
        Behaviors.receiveMessage(delivery -> {
          if (stops.get()) {
            delivery.replyTo().tell(new Delivered(List.of()));
          } else {
            deliver(delivery, append);
          }
          return Behaviors.same();
        });
    system.systemActorOf(courier, NAME, Props.empty());
  }

  private static void deliver(
      Delivery delivery, BiFunction<String, Portion, CompletionStage<AppenderAnswer>> append) {
    List<CompletableFuture<AppenderAnswer>> appends =
        delivery.portions().stream()
            .map(portion -> append.apply(delivery.stream(), portion).toCompletableFuture())
            .toList();
    CompletionStage<Void> answered =
        CompletableFuture.allOf(appends.toArray(CompletableFuture<?>[]::new));
    answered.thenRun(() ->
        delivery
            .replyTo()
            .tell(new Delivered(appends.stream().map(CompletableFuture::join).toList())));
  }

  /** That of another node. */
  static ActorRef<Delivery> at(ActorSystem<?> system, Address node) {
    return ActorRefResolver.get(system).resolveActorRef(node + "/system/" + NAME);
  }
}
