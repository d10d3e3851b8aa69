package io.sillok.loadtests.faults.timeline;

import java.time.Duration;
import java.util.List;

/** Times in which nothing happened. */
final class Gaps {

  private Gaps() {}

  /**
   * The longest time within {@code from} and {@code to} without any of {@code times}.
   *
   * @param times in milliseconds, in order
   */
  static Duration longest(List<Long> times, long from, long to) {
    long last = from;
    long longest = 0;
    for (long time : times) {
      if (time >= from && time <= to) {
        longest = Math.max(longest, time - last);
        last = time;
      }
    }
    return Duration.ofMillis(Math.max(longest, to - last));
  }
}
