package io.sillok.persistence.pekko.heads;

import java.time.Duration;

/** Lets something happen at once when it did not happen lately, else after a while. */
final class Pace {

  private final long gap;
  private long next;
  private boolean began;

  /**
   * @param gap between two turns at least
   */
  Pace(Duration gap) {
    this.gap = gap.toNanos();
  }

  /**
   * Takes a turn.
   *
   * @param now nanoseconds of a clock that does not go back
   * @return 0 when it was taken, else the nanoseconds until there is one to take
   */
  long turn(long now) {
    if (began && now - next < 0) {
      return next - now;
    }
    began = true;
    next = now + gap;
    return 0;
  }
}
