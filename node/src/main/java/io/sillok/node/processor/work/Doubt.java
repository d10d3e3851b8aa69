package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Progress;

/**
 * Of which events outputs may stand although it is not recorded that they were processed. Before
 * these were processed, nothing may happen out of turn: it would lead to other outputs.
 */
final class Doubt {

  private final long begun;
  private long attempted;

  /**
   * @param progress as it was when the work began: whoever worked before may have emitted for all
   *     events before its horizon, and may do so yet, for he may not know that he was given up
   */
  Doubt(Progress progress) {
    begun = progress.horizon();
    attempted = begun;
  }

  /** Outputs of events before {@code offset} are about to be appended. */
  void attempt(long offset) {
    attempted = Math.max(attempted, offset);
  }

  /**
   * Whether somebody else may have emitted for events that come.
   *
   * @param reached all events before it are recorded as processed or parked
   */
  boolean isOfOthers(long reached, Progress progress) {
    return reached < begun || !progress.replaying().isEmpty();
  }

  /** Whether anybody may have. */
  boolean isAny(long reached, Progress progress) {
    return reached < attempted || !progress.replaying().isEmpty();
  }
}
