package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Progress;

/**
 * Which events somebody may have emitted for before this work began, without having recorded it:
 * the first ones behind the progress, as many as were ventured, and parked ones that were being
 * processed again.
 */
final class Doubt {

  private final long end;
  private int left;

  /**
   * @param head of the input's log when the work had begun: nobody could emit for what came later
   */
  Doubt(Progress progress, long head) {
    left = progress.venture();
    end = head;
  }

  /** So many events were recorded as processed or parked. */
  void passed(int events) {
    left = Math.max(0, left - events);
  }

  boolean isAny(Progress progress) {
    return isBehind(progress) || !progress.retrying().isEmpty();
  }

  private boolean isBehind(Progress progress) {
    return left > 0 && progress.next() < end;
  }

  /** So many events may be processed together. */
  int limit(Progress progress, int most) {
    return isBehind(progress) ? Math.min(left, most) : most;
  }
}
