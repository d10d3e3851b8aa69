package io.sillok.persistence.reader;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Before a store is asked again that does not show yet what was heard; doubles each time. */
public final class RetryDelay {

  private static final Duration FIRST = Duration.ofMillis(5);
  private static final int MOST_DOUBLINGS = 8;

  private final AtomicInteger inVain = new AtomicInteger();

  /** The store has shown something. */
  public void reset() {
    if (inVain.get() != 0) {
      inVain.set(0);
    }
  }

  /** Runs {@code retry} after a while. */
  public void run(Runnable retry) {
    long delay = FIRST.toMillis() << Math.min(inVain.getAndIncrement(), MOST_DOUBLINGS);
    CompletableFuture.delayedExecutor(delay, MILLISECONDS).execute(retry);
  }
}
