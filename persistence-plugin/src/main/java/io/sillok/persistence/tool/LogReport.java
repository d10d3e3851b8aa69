package io.sillok.persistence.tool;

import io.sillok.persistence.LogId;
import java.util.Optional;

/**
 * What a look through one log found.
 *
 * @param firstOffset the first offset that it holds
 * @param head the offset that its next block takes; where the look ended, if there is a fault
 * @param blocks so many were sound
 * @param events in those blocks
 * @param entities that these events belong to
 */
public record LogReport(
    LogId log,
    long firstOffset,
    long head,
    long blocks,
    long events,
    long entities,
    Optional<Fault> fault) {

  /**
   * The first thing that is wrong.
   *
   * @param offset of the block or the event
   * @param problem a sentence for people
   */
  public record Fault(long offset, String problem) {}
}
