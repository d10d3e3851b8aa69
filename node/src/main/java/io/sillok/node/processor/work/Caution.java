package io.sillok.node.processor.work;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which events are processed one at a time, each recorded before: where the work was left and not
 * ended, one of those that were under way may have ended the node, and would do so again.
 */
final class Caution {

  /** This run of the node. */
  static final String NODE = UUID.randomUUID().toString();

  private final Set<Long> again;
  private final long until;
  private final AtomicInteger rest;

  /**
   * @param again events that were parked and were under way
   * @param until others that were are before this offset
   * @param most so many others may have been under way together
   */
  private Caution(List<Long> again, long until, int most) {
    this.again = Set.copyOf(again);
    this.until = until;
    rest = new AtomicInteger(most);
  }

  static Caution none() {
    return new Caution(List.of(), 0, 0);
  }

  /**
   * @param kept as it was found by who goes on
   * @param head of the input's log
   * @param most so many events are processed together
   */
  static Caution after(KeptProgress kept, long head, int most) {
    return kept.isLeft() ? new Caution(kept.progress().replaying(), head, most) : none();
  }

  /** Whether the event at {@code offset}, whose turn it is, may have been under way. */
  boolean isAt(long offset) {
    return rest.get() > 0 && offset < until;
  }

  /** Whether a parked event may have been. */
  boolean isAgain(long offset) {
    return again.contains(offset);
  }

  /** One of those in turn is processed, or parked. */
  void passed() {
    rest.decrementAndGet();
  }
}
