package io.sillok.client.queue;

/** Thrown by a handler for an item that can never be done; the message is the reason. */
public final class DeadLetterException extends Exception {

  private static final long serialVersionUID = 1L;

  public DeadLetterException(String reason) {
    super(reason);
  }

  public DeadLetterException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Why it can never be done. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
