package io.sillok.node.stream.queue;

import io.sillok.node.stream.queue.shard.ShardAnswer;
import io.sillok.node.stream.queue.shard.ShardAnswer.Standing;
import io.sillok.node.stream.queue.shard.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How all queues stand, for those who ask often: it is found out once for all who ask at the same
 * time, and whoever asks gets what was known before if that takes long.
 */
final class QueueOverview {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PATIENCE_MILLIS = 500;

  private final Supplier<CompletionStage<List<QueueDefinition>>> queues;
  private final Function<QueueDefinition, CompletionStage<QueueStanding>> standing;
  private @Nullable CompletableFuture<List<QueueStanding>> underWay;
  private List<QueueStanding> known = List.of();
  private long knownSince = System.nanoTime() - FRESH_NANOS;

  QueueOverview(
      Supplier<CompletionStage<List<QueueDefinition>>> queues,
      Function<QueueDefinition, CompletionStage<QueueStanding>> standing) {
    this.queues = queues;
    this.standing = standing;
  }

  /** Never fails. */
  synchronized CompletionStage<List<QueueStanding>> now() {
    if (underWay == null) {
      if (System.nanoTime() - knownSince < FRESH_NANOS) {
        return CompletableFuture.completedFuture(known);
      }
      underWay = new CompletableFuture<>();
      findOut().whenComplete(this::foundOut);
    }
    // After findOut, for that may have been completed at once.
    CompletableFuture<List<QueueStanding>> asked = underWay;
    return asked == null
        ? CompletableFuture.completedFuture(known)
        : asked.copy().completeOnTimeout(known, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private CompletionStage<List<QueueStanding>> findOut() {
    return queues
        .get()
        .thenCompose(all -> {
          List<CompletableFuture<QueueStanding>> asked =
              all.stream().map(queue -> standing.apply(queue).toCompletableFuture()).toList();
          return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
              .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
        });
  }

  private void foundOut(@Nullable List<QueueStanding> found, @Nullable Throwable failure) {
    CompletableFuture<List<QueueStanding>> asked;
    List<QueueStanding> answer;
    synchronized (this) {
      asked = underWay;
      underWay = null;
      if (found != null) {
        known = found;
        knownSince = System.nanoTime();
      }
      answer = known;
    }
    if (asked != null) {
      asked.complete(answer);
    }
  }

  /** The partitions of {@code queue} together. */
  static QueueStanding sum(QueueDefinition queue, List<ShardAnswer> answers) {
    long ready = 0;
    long leased = 0;
    long delayed = 0;
    long deadLetters = 0;
    long lag = 0;
    long skipped = 0;
    List<Instant> oldest = new ArrayList<>();
    List<Trouble> troubles = new ArrayList<>();
    for (ShardAnswer answer : answers) {
      if (answer instanceof Standing standing) {
        ready += standing.ready();
        leased += standing.leased();
        delayed += standing.delayed();
        deadLetters += standing.deadLetters();
        lag += standing.lag();
        skipped += standing.skipped();
        standing.oldest().ifPresent(oldest::add);
        standing.trouble().ifPresent(troubles::add);
      } else if (answer instanceof ShardAnswer.Unavailable(var trouble)) {
        troubles.add(trouble);
      }
    }
    return new QueueStanding(
        queue,
        ready,
        leased,
        delayed,
        deadLetters,
        lag,
        oldest.stream().min(Instant::compareTo),
        skipped,
        trouble(troubles),
        troubles.size());
  }

  private static Optional<String> trouble(List<Trouble> troubles) {
    return troubles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            troubles.size() == 1
                ? troubles.getFirst().message()
                : "%s (and %d more of its partitions)"
                    .formatted(troubles.getFirst().message(), troubles.size() - 1));
  }
}
