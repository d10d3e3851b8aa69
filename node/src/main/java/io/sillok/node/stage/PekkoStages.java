package io.sillok.node.stage;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * What Pekko completes by itself, as answers of actors and ends of streams, with what follows on
 * the threads of the actor system. As Pekko gives it, that runs in the JVM's common pool: one
 * thread on two cores, which the code of a module, or of a library, may hold up.
 */
public final class PekkoStages {

  private PekkoStages() {}

  /**
   * What {@code actor} answers. The stage fails with {@link TimeoutException} if it does not in
   * time.
   */
  public static <M, R> CompletionStage<R> ask(
      ActorSystem<?> system,
      RecipientRef<M> actor,
      Function<ActorRef<R>, M> question,
      Duration timeout) {
    return of(system, AskPattern.ask(actor, question::apply, timeout, system.scheduler()));
  }

  /** What {@code sink} makes of all that {@code source} gives. */
  public static <T, R> CompletionStage<R> run(
      ActorSystem<?> system, Source<T, ?> source, Sink<T, CompletionStage<R>> sink) {
    return of(system, source.runWith(sink, system));
  }

  /** As {@code stage}. */
  public static <T> CompletionStage<T> of(ActorSystem<?> system, CompletionStage<T> stage) {
    Executor threads = system.dispatchers().lookup(DispatcherSelector.defaultDispatcher());
    CompletableFuture<T> here = new CompletableFuture<>();
    stage.whenCompleteAsync(
        (value, failure) -> {
          if (failure == null) {
            here.complete(value);
          } else {
            here.completeExceptionally(failure);
          }
        },
        threads);
    return here;
  }

  /**
   * {@code stage}, which fails with {@link TimeoutException} if it has not ended by then. A stage's
   * own {@code orTimeout} wakes a thread of the common pool for each stage, and another one ends
   * it.
   */
  public static <T> CompletionStage<T> within(
      ActorSystem<?> system, CompletableFuture<T> stage, Duration timeout) {
    Cancellable late =
        system
            .scheduler()
            .scheduleOnce(
                timeout,
                () -> stage.completeExceptionally(new TimeoutException()),
                system.executionContext());
    return stage.whenComplete((value, failure) -> late.cancel());
  }
}
