package io.sillok.loadtests.faults.timeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault, from when it strikes until all is as before, and what was measured of it. Thread-safe.
 */
public final class Span {

  private final String fault;
  private final long from;
  private final Map<String, Duration> measured = new LinkedHashMap<>();
  private long to = Long.MAX_VALUE;

  Span(String fault, long from) {
    this.fault = fault;
    this.from = from;
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

  /** All is as before. */
  public synchronized void end(long at) {
    to = at;
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
