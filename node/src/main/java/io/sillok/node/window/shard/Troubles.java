package io.sillok.node.window.shard;

import java.util.concurrent.CompletionException;

/** What keeps a shard from going on, in words. */
final class Troubles {

  private Troubles() {}

  /** Sillok's own exceptions say all in words; others say little without their class. */
  static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String words = cause.getMessage();
    return words != null && cause.getClass().getName().startsWith("io.sillok.")
        ? words
        : cause.toString();
  }
}
