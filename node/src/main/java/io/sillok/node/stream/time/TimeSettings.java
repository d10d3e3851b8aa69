package io.sillok.node.stream.time;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How event time goes on without events.
 *
 * @param idleAfter a partition that was silent for so long follows the others
 * @param timeout an advance that did not happen within it is given up
 */
public record TimeSettings(Duration idleAfter, Duration timeout) {

  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);

  public TimeSettings {
    if (idleAfter.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "sillok.node.streams.time.idle-after must be at least 1 ms, but is " + idleAfter);
    }
  }

  /**
   * @param config {@code sillok.node.streams}
   */
  public static TimeSettings of(Config config) {
    return new TimeSettings(
        config.getDuration("time.idle-after"), config.getDuration("append-timeout"));
  }

  /** How often partitions are looked at: twice within {@link #idleAfter}, or more often. */
  Duration interval() {
    Duration half = idleAfter.dividedBy(2);
    return half.compareTo(LONGEST_INTERVAL) < 0 ? half : LONGEST_INTERVAL;
  }
}
