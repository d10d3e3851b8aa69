package io.sillok.node.processor;

import io.sillok.node.processor.Pace.Condition;
import java.util.Optional;

/**
 * How far a processor has come in one partition of its input.
 *
 * @param next all events before this offset were processed or parked
 * @param head the offset that the next event gets
 * @param parked events that could not be processed
 * @param leftOut events that were processed, but that the states are without
 */
public record PartitionStanding(
    int partition,
    long next,
    long head,
    int parked,
    Optional<LeftOut> leftOut,
    Condition condition) {

  /** At most so many events are to be processed yet; others of the log are among them. */
  public long lag() {
    return Math.max(0, head - next);
  }

  /** So many events the states are without. */
  public int leftOutCount() {
    return leftOut.map(LeftOut::count).orElse(0);
  }

  /**
   * Events that states were made anew without.
   *
   * @param offset of the last one
   * @param reason of that
   */
  public record LeftOut(int count, long offset, String reason) {}
}
