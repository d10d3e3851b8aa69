package io.sillok.protocol.window;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** Boundaries in event time, numbered in order; 0 is at 1970-01-01T00:00 plus an offset. */
sealed interface Grid {

  /** Boundary {@code index}, in microseconds. */
  long at(long index);

  /** The last boundary at or before {@code time}. */
  long before(long time);

  /**
   * Boundaries every {@code step} microseconds, by the clocks of {@code zone}.
   *
   * @param step whole hours where the zone is not UTC
   */
  static Grid of(long step, long offset, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return rules.isFixedOffset()
        ? new Even(step, offset - rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1_000_000L)
        : new Clocks(step, offset, rules);
  }

  /** Boundaries at the same distance. */
  record Even(long step, long offset) implements Grid {

    @Override
    public long at(long index) {
      return index * step + offset;
    }

    @Override
    public long before(long time) {
      return Math.floorDiv(time - offset, step);
    }
  }

  /**
   * Boundaries when clocks show them. One that clocks leap over is where they leap; one that they
   * show twice is where they show it first.
   */
  record Clocks(long step, long offset, ZoneRules rules) implements Grid {

    @Override
    public long at(long index) {
      Instant local = EventTimes.time(index * step + offset);
      LocalDateTime clock = LocalDateTime.ofInstant(local, ZoneOffset.UTC);
      var leap = rules.getTransition(clock);
      if (leap != null && leap.isGap()) {
        return EventTimes.micros(leap.getInstant());
      }
      return EventTimes.micros(clock.toInstant(rules.getValidOffsets(clock).getFirst()));
    }

    @Override
    public long before(long time) {
      long clock = time + rules.getOffset(EventTimes.time(time)).getTotalSeconds() * 1_000_000L;
      long index = Math.floorDiv(clock - offset, step) + 1;
      while (at(index) > time) {
        index--;
      }
      while (at(index + 1) <= time) {
        index++;
      }
      return index;
    }
  }
}
