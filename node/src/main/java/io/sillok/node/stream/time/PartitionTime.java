package io.sillok.node.stream.time;

import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of event time in one partition of a stream, and what it has to move on to. Never
 * goes back.
 *
 * @param eventTime the largest; null if there was none yet
 * @param writtenAt when the log last took an event or an advance, or when looking at it began
 * @param movedAt when event time last went on, or when looking at it began
 */
record PartitionTime(@Nullable Instant eventTime, Instant writtenAt, Instant movedAt) {

  /** Nothing is known at {@code now}. */
  static PartitionTime begun(Instant now) {
    return new PartitionTime(null, now, now);
  }

  /** As it is when the log has taken, at {@code at}, what has come to {@code time}. */
  PartitionTime after(Instant time, Instant at) {
    return new PartitionTime(
        isBehind(time) ? time : eventTime,
        later(writtenAt, at),
        isBehind(time) ? later(movedAt, at) : movedAt);
  }

  /** Whether event time has not come to {@code time}. */
  boolean isBehind(Instant time) {
    return eventTime == null || eventTime.isBefore(time);
  }

  /**
   * What it has to move on to, so as to follow the other partitions: their time, once this one was
   * silent for {@code idleAfter}.
   *
   * @param streamTime the largest event time of all partitions, as far as is known; null if there
   *     is none
   */
  Optional<Instant> following(@Nullable Instant streamTime, Instant now, Duration idleAfter) {
    return streamTime != null && isBehind(streamTime) && !now.isBefore(writtenAt.plus(idleAfter))
        ? Optional.of(streamTime)
        : Optional.empty();
  }

  /**
   * What it has to move on to, so as to follow the clock on the wall: that less the delay, once
   * event time stood still for {@code idleAfter}, whether or not there were events, for theirs was
   * earlier.
   */
  Optional<Instant> following(LiveClock clock, Instant now, Duration idleAfter) {
    Instant time = now.minus(clock.delay()).truncatedTo(ChronoUnit.MICROS);
    return isBehind(time) && !now.isBefore(movedAt.plus(idleAfter))
        ? Optional.of(time)
        : Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
