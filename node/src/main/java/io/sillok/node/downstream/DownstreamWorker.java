package io.sillok.node.downstream;

import io.sillok.node.downstream.effect.Effect;
import io.sillok.node.downstream.effect.OutageException;
import io.sillok.node.downstream.effect.ToldResult;
import io.sillok.node.downstream.effect.UndoneException;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueItem;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Receipt;
import io.sillok.node.stream.queue.Settled;
import io.sillok.node.stream.queue.Settling;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Works at the queue of a downstream: takes results, has done with them what is to be done, and
 * says so. What counts in vain is tried again by the queue; an outage is waited out.
 */
final class DownstreamWorker implements AutoCloseable {

  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final Queues queues;
  private final QueueDefinition queue;
  private final int partitions;
  private final Predicate<ToldResult> due;
  private final Effect effect;
  private final UniqueKillSwitch receiving;
  private volatile boolean closed;

  /**
   * Starts it.
   *
   * @param partitions of every stream
   * @param due whether a result is to be handed over; others are done with at once
   */
  DownstreamWorker(
      ActorSystem<?> system,
      Queues queues,
      QueueDefinition queue,
      int partitions,
      Predicate<ToldResult> due,
      Effect effect) {
    this.system = system;
    this.queues = queues;
    this.queue = queue;
    this.partitions = partitions;
    this.due = due;
    this.effect = effect;
    receiving =
        RestartSource.onFailuresWithBackoff(
                RestartSettings.create(SOONEST, LATEST, 0.2),
                () -> queues.receive(queue, effect.atOnce()))
            .viaMat(KillSwitches.single(), Keep.right())
            .mapAsyncUnordered(effect.atOnce(), this::handle)
            .to(Sink.ignore())
            .run(system);
  }

  /** Takes no more; what is in hand comes to its end. */
  @Override
  public void close() {
    closed = true;
    receiving.shutdown();
    effect.close();
  }

  private CompletionStage<Done> handle(QueueItem item) {
    Receipt receipt = Receipt.parse(queue, item.receipt(), partitions);
    CompletionStage<Settling> wish;
    try {
      ToldResult result = ToldResult.of(queue.stream(), item.event());
      wish =
          due.test(result)
              ? attempt(result, receipt, SOONEST)
              : CompletableFuture.completedFuture(new Settling.Ack());
    } catch (RuntimeException unreadable) {
      wish = nack(new Defect(unreadable).reason());
    }
    return wish.thenCompose(settling -> queues.settle(queue, settling, List.of(receipt)))
        .handle((settled, failure) -> Done.getInstance()); // else its lease runs out
  }

  /** What the queue is told at last. */
  private CompletionStage<Settling> attempt(ToldResult result, Receipt receipt, Duration wait) {
    return applied(result)
        .handle((done, failure) -> failure == null ? null : Cause.of(failure))
        .thenCompose(cause ->
            switch (cause) {
              case null -> CompletableFuture.completedFuture(new Settling.Ack());
              case OutageException outage when !closed -> again(result, receipt, wait);
              case UndoneException undone -> nack(String.valueOf(undone.getMessage()));
              default -> nack(new Defect(cause).reason());
            });
  }

  private CompletionStage<Void> applied(ToldResult result) {
    try {
      return effect.apply(result);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private CompletionStage<Settling> nack(String reason) {
    return CompletableFuture.completedFuture(
        new Settling.Nack(Optional.empty(), Optional.of(Defect.shown(reason))));
  }

  private CompletionStage<Settling> again(ToldResult result, Receipt receipt, Duration wait) {
    Duration next = wait.multipliedBy(2).compareTo(LATEST) < 0 ? wait.multipliedBy(2) : LATEST;
    return queues
        .settle(queue, new Settling.Extend(Optional.empty()), List.of(receipt))
        .handle((extended, failure) -> failure == null && isLost(extended.getFirst()))
        .thenCompose(lost ->
            lost
                ? CompletableFuture.failedFuture(new IllegalStateException("Another has it now"))
                : Patterns.after(wait, system, () -> attempt(result, receipt, next)));
  }

  private static boolean isLost(Settled extended) {
    return extended instanceof Settled.Expired || extended instanceof Settled.Already;
  }
}
