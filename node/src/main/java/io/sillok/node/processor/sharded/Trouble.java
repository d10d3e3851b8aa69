package io.sillok.node.processor.sharded;

import io.sillok.node.processor.work.HaltedException;
import io.sillok.persistence.Cause;

/**
 * What keeps a partition of a processor from going on.
 *
 * @param passes whether the work can go on as it is once that is over; else it is begun anew
 * @param message for people
 */
record Trouble(boolean passes, String message) {

  static Trouble of(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return new Trouble(cause instanceof HaltedException, message(cause));
  }

  /** Sillok's own exceptions say all in words; others say little without their class. */
  private static String message(Throwable cause) {
    String words = cause.getMessage();
    return words != null && cause.getClass().getName().startsWith("io.sillok.")
        ? words
        : cause.toString();
  }
}
