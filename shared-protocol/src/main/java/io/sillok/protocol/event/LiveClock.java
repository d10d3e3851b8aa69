package io.sillok.protocol.event;

import java.time.Duration;

/**
 * How event time of a live stream goes on without events: as the clock on the wall does, for as
 * long as a projection asks.
 *
 * @param delay so far event time stays behind the clock, from 0: how late events may come
 * @param mostAhead so far the time of an event may be ahead of when it was appended, from 0;
 *     projections take one that is farther ahead for a mistake
 */
public record LiveClock(Duration delay, Duration mostAhead) {

  /** What {@link #mostAhead} is where nothing else is said. */
  public static final Duration MOST_AHEAD = Duration.ofHours(1);

  /** The longest that either of both may be. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  public LiveClock {
    require("delay", delay);
    require("mostAhead", mostAhead);
  }

  /** One whose events may be an hour ahead. */
  public static LiveClock delayed(Duration delay) {
    return new LiveClock(delay, MOST_AHEAD);
  }

  /** Whether {@code time} can be a delay, or the most that an event is ahead. */
  public static boolean isFit(Duration time) {
    return !time.isNegative() && time.compareTo(LONGEST) <= 0;
  }

  private static void require(String what, Duration time) {
    if (!isFit(time)) {
      throw new IllegalArgumentException(
          "The %s of a live stream must be from PT0S to %s, but is %s"
              .formatted(what, LONGEST, time));
    }
  }
}
