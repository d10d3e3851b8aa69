package io.sillok.node.stream.time;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.window.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which event times of a log move its event time on. One that is beyond the years 1 to 9999, or in
 * a live stream too far ahead of when it was appended, is wrong: all events behind it would be
 * late.
 *
 * @param mostAhead how far an event's time may be ahead of its append time; absent: as far as it
 *     likes
 */
public record CountedTimes(Optional<Duration> mostAhead) {

  /** Those of a log whose stream is live as {@code clock} says, or is not. */
  public static CountedTimes of(Optional<LiveClock> clock) {
    return new CountedTimes(clock.map(LiveClock::mostAhead));
  }

  /** Whether the time of {@code event} moves event time on. */
  public boolean counts(IndexedEvent event) {
    return isInRange(event) && !isAhead(event);
  }

  /** Whether windows have the time of {@code event}. */
  public boolean isInRange(IndexedEvent event) {
    return EventTimes.inRange(EventTimes.micros(event.event().eventTime()));
  }

  /** Whether {@code event} is farther ahead of its append time than it may be. */
  public boolean isAhead(IndexedEvent event) {
    return isAhead(event.event().eventTime(), event.appendedAt());
  }

  private boolean isAhead(Instant time, Instant appendedAt) {
    return mostAhead.filter(most -> time.isAfter(appendedAt.plus(most))).isPresent();
  }

  /** How far {@code block} moves event time on; null if it does not. */
  @Nullable Instant largest(Block block) {
    Instant all = block.maxEventTime();
    return all == null || block.events().isEmpty() || !isAhead(all, block.appendedAt())
        ? all
        : block.indexed().stream()
            .filter(this::counts)
            .map(each -> each.event().eventTime())
            .max(Comparator.naturalOrder())
            .orElse(null);
  }
}
