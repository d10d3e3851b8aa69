package io.sillok.node.window.shard;

/** A shard cannot go on now. The message tells people why, and what to do. */
final class HaltedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HaltedException(String message) {
    super(message);
  }
}
