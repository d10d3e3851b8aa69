package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;

/**
 * How far event time has come in one partition: the largest event time, or recorded advance, so
 * far. It never goes back.
 */
public final class PartitionClock {

  private final WindowTimes times;
  private long eventTime;

  public PartitionClock(WindowTimes times) {
    this(times, Window.BEGINNING);
  }

  /** One that has come to {@code eventTime} already. */
  public PartitionClock(WindowTimes times, long eventTime) {
    this.times = times;
    this.eventTime = eventTime;
  }

  /** Takes an event or advance in; answers the clock with it. */
  public long at(long time) {
    eventTime = Math.max(eventTime, time);
    return times.clock(eventTime);
  }

  /** The largest event time so far. */
  public long eventTime() {
    return eventTime;
  }

  /** No event before this time will be in time. */
  public long clock() {
    return times.clock(eventTime);
  }
}
