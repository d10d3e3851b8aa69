package io.sillok.node.processor;

import io.sillok.node.processor.Pace.Condition;

/**
 * How far a processor has come in one partition of its input.
 *
 * @param next all events before this offset were processed or parked
 * @param head the offset that the next event gets
 * @param parked events that could not be processed
 */
public record PartitionStanding(
    int partition, long next, long head, int parked, Condition condition) {

  /** At most so many events are to be processed yet; others of the log are among them. */
  public long lag() {
    return Math.max(0, head - next);
  }
}
