package io.sillok.loadtests.faults.timeline;

import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fault, from when it strikes until all is as before, and what was measured of it. Thread-safe.
 */
public final class Span {

  private final String fault;
  private final long from;
  private final Map<String, Duration> measured = new LinkedHashMap<>();
  private final Map<Series, Long> before;
  private long to = Long.MAX_VALUE;
  private Optional<Map<Series, Long>> after = Optional.empty();

  /**
   * @param before how many of each there were when it struck
   */
  Span(String fault, long from, Map<Series, Long> before) {
    this.fault = fault;
    this.from = from;
    this.before = before;
  }

  public String fault() {
    return fault;
  }

  /** Milliseconds since the beginning. */
  public long from() {
    return from;
  }

  /** Milliseconds since the beginning; a very large number as long as it lasts. */
  public synchronized long to() {
    return to;
  }

  /**
   * All is as before.
   *
   * @param totals how many of each there were by then
   */
  synchronized void end(long at, Map<Series, Long> totals) {
    to = at;
    after = Optional.of(totals);
  }

  /** How many of each there were when it struck. */
  Map<Series, Long> before() {
    return before;
  }

  /** How many of each there were when it ended, if it has. */
  synchronized Optional<Map<Series, Long>> after() {
    return after;
  }

  /** How long something took. */
  public synchronized void measured(String what, Duration time) {
    measured.put(what, time);
  }

  /** The same of what happens several times, of which the longest counts. */
  public synchronized void greatest(String what, Duration time) {
    measured.merge(what, time, (before, now) -> before.compareTo(now) < 0 ? now : before);
  }

  /** How long what took. */
  public synchronized Map<String, Duration> measured() {
    return new LinkedHashMap<>(measured);
  }
}
