package io.sillok.node.processor;

/** A partition of a processor cannot answer now; it may later. */
public final class ProcessorUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code processor-stalled} or {@code timeout}
   * @param message for people: why, and what to do
   */
  public ProcessorUnavailableException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** For people. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
