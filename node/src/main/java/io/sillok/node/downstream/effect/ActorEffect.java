package io.sillok.node.downstream.effect;

import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.input.Defect;
import io.sillok.persistence.Cause;
import io.sillok.protocol.projection.ResultActor;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Results go to an actor of a module. */
public final class ActorEffect<R> implements Effect {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final ActorSystem<?> system;
  private final TypedResults<R> results;
  private final ActorRef<ActorHost.Message> host;

  /** Ends when the actor has the last result behind it, whatever came of it. */
  private CompletionStage<?> last = CompletableFuture.completedFuture(null);

  /**
   * @param dispatcher path in the configuration of what runs the module's code
   */
  public ActorEffect(
      ActorSystem<?> system, String dispatcher, ResultActor<R> actor, TypedResults<R> results) {
    this.system = system;
    this.results = results;
    host =
        system.systemActorOf(
            ActorHost.create(actor),
            "downstream-actor-" + UUID.randomUUID(),
            DispatcherSelector.fromConfig(dispatcher));
  }

  /** One for the actor, and one for whoever comes next. */
  @Override
  public int atOnce() {
    return 2;
  }

  /** The time that it may take begins when its turn has come. */
  @Override
  public synchronized CompletionStage<Void> apply(ToldResult result) {
    CompletionStage<Void> taken =
        last.handle((before, failure) -> before).thenCompose(turn -> ask(result));
    last = taken;
    return taken;
  }

  private CompletionStage<Void> ask(ToldResult result) {
    return PekkoStages.<ActorHost.Message, ActorHost.Answer>ask(
            system,
            host,
            replyTo ->
                new ActorHost.Take<>(
                    results.typed(result), System.nanoTime() + WITHIN.toNanos(), replyTo),
            WITHIN)
        .handle((answer, failure) -> {
          if (failure != null) {
            throw new UndoneException(reason(failure));
          }
          if (!answer.failure().isEmpty()) {
            throw new UndoneException("The module's actor failed: " + answer.failure());
          }
          return null;
        });
  }

  private static String reason(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof TimeoutException
        ? "The module's actor did not take it within %d s".formatted(WITHIN.toSeconds())
        : new Defect(cause).reason();
  }

  /** What the actor has got comes to its end first. */
  @Override
  public synchronized void close() {
    last.whenComplete((done, failure) -> host.tell(new ActorHost.Stop()));
  }
}
