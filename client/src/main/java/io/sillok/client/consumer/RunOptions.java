package io.sillok.client.consumer;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a consumer is run.
 *
 * @param instance a name for who runs it, told in its description; one by chance if none is given
 * @param commitEvery the position is committed when so many events were handled since the last time
 * @param commitWithin and at the latest so long after an event was handled
 * @param onAssignment hears of the partitions whose events come from now on, before they come; runs
 *     in the handler's thread
 */
public record RunOptions(
    Optional<String> instance,
    int commitEvery,
    Duration commitWithin,
    Consumer<Set<Integer>> onAssignment) {

  /** A commit every 500 events or each second. */
  public static final RunOptions STANDARD =
      new RunOptions(Optional.empty(), 500, Duration.ofSeconds(1), partitions -> {});

  public RunOptions {
    if (commitEvery < 1) {
      throw new IllegalArgumentException("commitEvery must be at least 1, but is " + commitEvery);
    }
    if (commitWithin.isNegative()) {
      throw new IllegalArgumentException("commitWithin must be at least 0, but is " + commitWithin);
    }
  }

  /** The same under a name. */
  public RunOptions instance(String name) {
    return new RunOptions(Optional.of(name), commitEvery, commitWithin, onAssignment);
  }

  /** The same with other commits. */
  public RunOptions commit(int every, Duration within) {
    return new RunOptions(instance, every, within, onAssignment);
  }

  /** The same with somebody who hears of the partitions. */
  public RunOptions onAssignment(Consumer<Set<Integer>> listener) {
    return new RunOptions(instance, commitEvery, commitWithin, listener);
  }
}
