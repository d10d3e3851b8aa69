package io.sillok.protocol.window;

import java.time.Instant;

/**
 * A window of event time, {@code [start, end)}.
 *
 * @param start in microseconds since 1970; {@link #BEGINNING} where there is none
 * @param end the first microsecond behind it; {@link #NEVER} where there is none
 */
public record Window(long start, long end) implements Comparable<Window> {

  /** The start of a window without one. */
  public static final long BEGINNING = Long.MIN_VALUE;

  /** The end of a window without one. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Holds every event; ends when its stream is sealed. */
  public static final Window ALL = new Window(BEGINNING, NEVER);

  public Window {
    if (start >= end) {
      throw new IllegalArgumentException(
          "A window must end after its start %d, but ends at %d".formatted(start, end));
    }
  }

  /** Whether {@code time} is in it. */
  public boolean contains(long time) {
    return start <= time && time < end;
  }

  /** Whether both have more than a boundary in common. */
  public boolean overlaps(Window other) {
    return start < other.end && other.start < end;
  }

  /** From the earlier start to the later end. */
  public Window span(Window other) {
    return new Window(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** By end, then by start, as results are emitted. */
  @Override
  public int compareTo(Window other) {
    int byEnd = Long.compare(end, other.end);
    return byEnd != 0 ? byEnd : Long.compare(start, other.start);
  }

  @Override
  public String toString() {
    return "[%s, %s)".formatted(text(start), text(end));
  }

  private static String text(long time) {
    return time == BEGINNING || time == NEVER ? "-" : instant(time).toString();
  }

  private static Instant instant(long time) {
    return EventTimes.time(time);
  }
}
