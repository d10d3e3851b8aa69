package io.sillok.protocol.window;

import io.sillok.protocol.window.Lateness.Verdict;

/**
 * When a window has results, and which events they hold. An event's clock is the largest event time
 * of its partition up to and with it, minus the bound of disorder; so all of this depends on the
 * event's own log only.
 */
public final class WindowTimes {

  private final long outOfOrderness;
  private final long allowed;
  private final long refinement;

  public WindowTimes(Lateness lateness) {
    outOfOrderness = EventTimes.micros(lateness.outOfOrderness());
    allowed = EventTimes.micros(lateness.allowed());
    refinement = lateness.refinement().map(EventTimes::micros).orElse(Math.max(allowed, 1));
  }

  /** The clock where the largest event time is {@code eventTime}. */
  public long clock(long eventTime) {
    return eventTime == Window.NEVER || eventTime == Window.BEGINNING
        ? eventTime
        : eventTime - outOfOrderness;
  }

  /** What an event with this clock is for a window that ends at {@code end}. */
  public Verdict verdict(long clock, long end) {
    if (clock < end) {
      return Verdict.ON_TIME;
    }
    return clock < last(end) ? Verdict.LATE : Verdict.TOO_LATE;
  }

  /**
   * When the first result is due that holds an event with this clock, of a window that ends at
   * {@code end} and admits it.
   */
  public long due(long clock, long end) {
    if (clock < end) {
      return end;
    }
    long passed = (clock - end) / refinement + 1;
    return Math.min(end + passed * refinement, last(end));
  }

  /** When the result behind the one due at {@code due} is; {@code due} itself if it is the last. */
  public long next(long due, long end) {
    return Math.min(due + refinement, last(end));
  }

  /** When the last result of a window that ends at {@code end} is due. */
  public long last(long end) {
    return end == Window.NEVER ? end : end + allowed;
  }

  /** Which result is due at {@code due}. */
  public ResultKind kind(long due, long end) {
    if (due == last(end)) {
      return ResultKind.FINAL;
    }
    return due == end ? ResultKind.ON_TIME : ResultKind.LATE;
  }
}
