package io.sillok.node.stream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Which consumers hand nothing out, for those who ask often: it is found out once for all who ask
 * within some seconds, and whoever asks gets what was known before if that takes long.
 */
public final class ConsumerTroubles {

  private static final int MOST_CONSUMERS = 1000;
  private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long PATIENCE_MILLIS = 500;

  private final ConsumerDescriptions consumers;
  private CompletableFuture<List<Trouble>> underWay = CompletableFuture.completedFuture(List.of());
  private long begun = System.nanoTime() - FRESH_NANOS;
  private List<Trouble> known = List.of();

  public ConsumerTroubles(ConsumerDescriptions consumers) {
    this.consumers = consumers;
  }

  /**
   * A consumer that stands still.
   *
   * @param reason for people
   */
  public record Trouble(ConsumerId id, String reason) {}

  /** Never fails. */
  public synchronized CompletionStage<List<Trouble>> now() {
    if (underWay.isDone() && System.nanoTime() - begun >= FRESH_NANOS) {
      begun = System.nanoTime();
      underWay =
          CompletableFuture.completedFuture(MOST_CONSUMERS)
              .thenCompose(consumers::troubles)
              .handle((found, failure) -> failure == null ? found(found) : last());
    }
    return underWay.copy().completeOnTimeout(known, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized List<Trouble> found(List<Trouble> found) {
    known = List.copyOf(found);
    return known;
  }

  private synchronized List<Trouble> last() {
    return known;
  }
}
