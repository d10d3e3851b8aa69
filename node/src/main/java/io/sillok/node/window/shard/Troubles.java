package io.sillok.node.window.shard;

import io.sillok.persistence.Cause;

/** What keeps a shard from going on, in words. */
final class Troubles {

  private Troubles() {}

  /** Sillok's own exceptions say all in words; others say little without their class. */
  static String message(Throwable failure) {
    Throwable cause = Cause.of(failure);
    String words = cause.getMessage();
    return words != null && cause.getClass().getName().startsWith("io.sillok.")
        ? words
        : cause.toString();
  }
}
