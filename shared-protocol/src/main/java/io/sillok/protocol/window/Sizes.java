package io.sillok.protocol.window;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a size of windows may be. */
final class Sizes {

  private static final Duration LEAST = Duration.ofMillis(1);
  static final Duration MOST = Duration.ofDays(10_000);

  /** More panes than this for a window would cost more than they save. */
  private static final long MOST_PANES = 100_000;

  private Sizes() {}

  static void check(String member, Duration size) {
    if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
      throw new InvalidWindowException(
          member, "%s must be from 1 ms to 10,000 days, but is %s".formatted(member, size));
    }
    if (size.toNanosPart() % 1_000 != 0) {
      throw new InvalidWindowException(
          member, "%s must be whole microseconds, but is %s".formatted(member, size));
    }
  }

  /**
   * @param step from one beginning, or end, of a window to the next
   */
  static void checkAligned(Duration size, Duration step, Duration offset, ZoneId zone) {
    long panes = EventTimes.micros(size) / pane(size, step);
    if (panes > MOST_PANES) {
      throw new InvalidWindowException(
          "size",
          "A window of %s in steps of %s would be made of %d panes, but %d are the most; make the size a multiple of the step"
              .formatted(size, step, panes, MOST_PANES));
    }
    if (offset.isNegative() || offset.compareTo(size) >= 0 || offset.toNanosPart() % 1_000 != 0) {
      throw new InvalidWindowException(
          "offset",
          "The offset must be whole microseconds from 0 to less than the size of %s, but is %s"
              .formatted(size, offset));
    }
    if (!zone.normalized().equals(ZoneOffset.UTC)) {
      hours("size", size);
      hours("step", step);
    }
  }

  private static void hours(String member, Duration size) {
    if (!size.equals(Duration.ofHours(size.toHours()))) {
      throw new InvalidWindowException(
          "zone",
          "Windows of a time zone have whole hours, as its clocks may leap by one, but the %s is %s"
              .formatted(member, size));
    }
  }

  /** The width of panes that windows of {@code size} in steps of {@code step} are made of. */
  static long pane(Duration size, Duration step) {
    long one = EventTimes.micros(size);
    long other = EventTimes.micros(step);
    while (other != 0) {
      long rest = one % other;
      one = other;
      other = rest;
    }
    return one;
  }
}
