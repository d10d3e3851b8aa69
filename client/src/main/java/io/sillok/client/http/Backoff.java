package io.sillok.client.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, and up to a half less by chance,
 * so that clients that failed together do not come back together.
 *
 * @param first at most this before the second try
 * @param most at most this before any
 */
public record Backoff(Duration first, Duration most) {

  private static final int DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || first.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "The first wait must be from 0 to the longest of %s, but is %s".formatted(most, first));
    }
  }

  /**
   * The wait after so many failures in a row.
   *
   * @param failures at least 1
   */
  public Duration after(int failures, RandomGenerator random) {
    long grown = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long longest = Math.min(grown, most.toMillis());
    return Duration.ofMillis(longest - random.nextLong(longest / 2 + 1));
  }
}
