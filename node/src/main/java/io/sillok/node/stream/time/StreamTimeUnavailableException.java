package io.sillok.node.stream.time;

/** Event time could not be moved on in all partitions; in some it may have been. */
public final class StreamTimeUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  StreamTimeUnavailableException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Stable and for programs: {@code saturated}, or of an outage, such as {@code timeout}. */
  public String code() {
    return code;
  }
}
