package io.sillok.node.processor.sharded;

import io.sillok.node.processor.work.HaltedException;
import java.util.concurrent.CompletionException;

/**
 * What keeps a partition of a processor from going on.
 *
 * @param passes whether the work can go on as it is once that is over; else it is begun anew
 * @param message for people
 */
record Trouble(boolean passes, String message) {

  static Trouble of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new Trouble(cause instanceof HaltedException, message);
  }
}
