package io.sillok.node.stream.queue;

/** A part of a queue cannot answer; what was asked for may take effect or not. */
public final class QueueUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code timeout}, {@code store-failed}, {@code stopping}, {@code module-defect}, or
   *     {@code queue-stalled} if it stays so until somebody does something
   */
  QueueUnavailableException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
