package io.sillok.client.consumer;

import io.sillok.client.event.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * Which position is to be committed, and when: after so many events, or so long after the first of
 * them. Told the time; not thread-safe.
 */
final class Commits {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final int every;
  private final Duration within;
  private Optional<Position> pending = Optional.empty();
  private int handled;
  private long dueAt;

  Commits(int every, Duration within) {
    this.every = every;
    this.within = within;
  }

  /**
   * All up to {@code position} is handled.
   *
   * @param now in nanoseconds
   */
  void handled(Position position, long now) {
    if (pending.isEmpty()) {
      dueAt = now + within.toNanos();
    }
    pending = Optional.of(position);
    handled++;
  }

  /** What is to be committed, due or not. */
  Optional<Position> pending() {
    return pending;
  }

  /** Whether it should be committed at {@code now}. */
  boolean isDue(long now) {
    return pending.isPresent() && (handled >= every || now - dueAt >= 0);
  }

  /** How long until the next may be due. */
  Duration dueIn(long now, Duration atMost) {
    if (pending.isEmpty()) {
      return atMost;
    }
    Duration left = Duration.ofNanos(Math.max(0, dueAt - now));
    return left.compareTo(atMost) < 0 ? left : atMost;
  }

  /** It could not be committed at {@code now}, and should be tried again. */
  void postpone(long now) {
    dueAt = now + Math.max(within.toNanos(), SHORTEST.toNanos());
    handled = 0;
  }

  /** It is committed, or will never be. */
  void settled() {
    pending = Optional.empty();
    handled = 0;
  }
}
