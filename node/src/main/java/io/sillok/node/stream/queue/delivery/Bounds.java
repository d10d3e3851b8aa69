package io.sillok.node.stream.queue.delivery;

/**
 * How far a partition is read ahead of its workers.
 *
 * @param ready no further while so many are ready
 * @param unsettled no further while so many are in memory
 * @param bytes no further while they have so many bytes
 */
public record Bounds(int ready, int unsettled, long bytes) {

  private static final int WITHOUT_DEMAND = 20;

  /** The same while nobody takes any. */
  public Bounds withoutDemand() {
    return new Bounds(Math.min(ready, WITHOUT_DEMAND), unsettled, bytes);
  }
}
