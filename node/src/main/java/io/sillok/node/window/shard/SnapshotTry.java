package io.sillok.node.window.shard;

import java.time.Duration;

/**
 * The last time that a shard tried to take a snapshot.
 *
 * @param at in nanoseconds, as {@link System#nanoTime} has it
 * @param succeeded whether there is one
 */
record SnapshotTry(long at, boolean succeeded) {

  /** What was dropped after {@code retention} is in two snapshots by then. */
  private static final int TIMES = 2;

  /** So much sooner it is tried again. */
  private static final int SOONER = 4;

  /** Whether it is long ago, where inputs are dropped after {@code retention}. */
  boolean isOver(Duration retention, long now) {
    return now - at >= retention.dividedBy(succeeded ? TIMES : TIMES * SOONER).toNanos();
  }
}
