package io.sillok.node.processor.work;

/** A partition cannot go on now. The message tells people why, and what to do. */
public final class HaltedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HaltedException(String message) {
    super(message);
  }
}
