package io.sillok.protocol.window;

import java.time.Duration;
import java.util.Optional;

/**
 * How long windows wait. Both bounds must be stated, for what they are depends on the events.
 *
 * @param outOfOrderness how much later than a later event one may come and be in time, 0 or more
 * @param allowed how much later than that it may come and change a result, 0 or more
 * @param refinement how often a result that changed is told again, by event time; absent: once, at
 *     the end of {@code allowed}
 */
public record Lateness(Duration outOfOrderness, Duration allowed, Optional<Duration> refinement) {

  private static final Duration MOST = Duration.ofDays(10_000);

  public Lateness {
    check("outOfOrderness", outOfOrderness);
    check("allowedLateness", allowed);
    refinement.ifPresent(every -> Sizes.check("refinement", every));
  }

  private static void check(String member, Duration bound) {
    if (bound.isNegative() || bound.compareTo(MOST) > 0) {
      throw new InvalidWindowException(
          member, "%s must be from 0 to 10,000 days, but is %s".formatted(member, bound));
    }
    if (bound.toNanosPart() % 1_000 != 0) {
      throw new InvalidWindowException(
          member, "%s must be whole microseconds, but is %s".formatted(member, bound));
    }
  }

  /** Events are in time up to {@code outOfOrderness}; what is later is not admitted. */
  public static Lateness of(Duration outOfOrderness) {
    return new Lateness(outOfOrderness, Duration.ZERO, Optional.empty());
  }

  /** The same, admitting what is later by up to {@code time}. */
  public Lateness allowing(Duration time) {
    return new Lateness(outOfOrderness, time, refinement);
  }

  /** The same, with results that changed told again every {@code time}. */
  public Lateness refining(Duration time) {
    return new Lateness(outOfOrderness, allowed, Optional.of(time));
  }

  /** What an event is for a window. */
  public enum Verdict {
    /** It is part of the first result. */
    ON_TIME,
    /** It changes a result. */
    LATE,
    /** It goes to the late stream instead. */
    TOO_LATE
  }
}
