package io.sillok.persistence.reader;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a live query waits before it looks again. */
public final class PollDelay {

  private PollDelay() {}

  /**
   * {@code interval} and 10 to 20 % of it, by chance, so that queries that began together do not go
   * on looking together.
   */
  public static Duration behind(Duration interval) {
    long nanos = interval.toNanos();
    return interval.plusNanos((long) (nanos * ThreadLocalRandom.current().nextDouble(0.1, 0.2)));
  }
}
