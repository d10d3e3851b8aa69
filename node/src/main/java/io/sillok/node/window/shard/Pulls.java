package io.sillok.node.window.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a shard has asked the readers of its inputs for. An input that is far ahead of others is not
 * asked for more while those have something to read: what windows hold would only grow.
 */
final class Pulls {

  /** A word of a reader that left may have been lost. */
  private static final int LOST = 5;

  private final long[] askedAt;
  private final boolean[] isAsked;
  private final boolean[] isAtEnd;
  private final long timeout;

  Pulls(int inputs, Duration timeout) {
    askedAt = new long[inputs];
    isAsked = new boolean[inputs];
    isAtEnd = new boolean[inputs];
    this.timeout = timeout.toNanos();
  }

  /** A reader has answered. */
  void answered(int input, boolean atEnd) {
    isAsked[input] = false;
    isAtEnd[input] = atEnd;
  }

  /** The reader has left its node, and forgotten what it was asked for. */
  void left(int input) {
    isAsked[input] = false;
  }

  /** A node is gone, and nobody knows who was there. */
  void leftAll() {
    Arrays.fill(isAsked, false);
  }

  /** Whether the reader said that there was no more. */
  boolean isAtEnd(int input) {
    return isAtEnd[input];
  }

  /** Whether the readers of all inputs said so. */
  boolean isAtEnd() {
    for (boolean each : isAtEnd) {
      if (!each) {
        return false;
      }
    }
    return true;
  }

  /**
   * The inputs to ask for more now; they are asked then.
   *
   * @param ahead so far an input may be ahead, in microseconds of event time
   */
  List<Integer> next(Progress progress, long ahead, long now) {
    long last = last(progress, ahead);
    List<Integer> next = new ArrayList<>();
    for (int input = 0; input < isAsked.length; input++) {
      boolean overdue = isAsked[input] && !isAtEnd[input] && now - askedAt[input] > timeout;
      boolean lost = isAsked[input] && now - askedAt[input] > LOST * timeout;
      if ((!isAsked[input] || overdue || lost) && progress.clock(input) <= last) {
        isAsked[input] = true;
        askedAt[input] = now;
        next.add(input);
      }
    }
    return next;
  }

  private long last(Progress progress, long ahead) {
    long least = Long.MAX_VALUE;
    for (int input = 0; input < isAsked.length; input++) {
      if (!isAtEnd[input]) {
        least = Math.min(least, progress.clock(input));
      }
    }
    return least > Long.MAX_VALUE - ahead ? Long.MAX_VALUE : least + ahead;
  }
}
