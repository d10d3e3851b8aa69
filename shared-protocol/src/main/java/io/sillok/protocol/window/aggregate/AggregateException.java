package io.sillok.protocol.window.aggregate;

/** A window's events have no right answer, such as a sum above what its type holds. */
public final class AggregateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public AggregateException(String message) {
    super(message);
  }
}
