package io.sillok.client.http;

import java.time.Duration;

/**
 * A moment until which something may take.
 *
 * @param nanoseconds of {@link System#nanoTime}
 */
public record Deadline(long nanoseconds) {

  private static final Duration LONGEST = Duration.ofDays(10_000);

  public static Deadline in(Duration time) {
    Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /** Zero once it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoseconds - System.nanoTime()));
  }

  public boolean isOver() {
    return left().isZero();
  }

  /** {@code time}, or what is left if that is less. */
  public Duration atMost(Duration time) {
    Duration left = left();
    return left.compareTo(time) < 0 ? left : time;
  }
}
