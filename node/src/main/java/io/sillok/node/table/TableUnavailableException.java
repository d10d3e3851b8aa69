package io.sillok.node.table;

/** A table cannot answer now; it may later. */
public final class TableUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code table-building}, {@code table-behind}, {@code table-stuck}, {@code
   *     table-verifying}, {@code upgrading}, {@code partition-moving}, {@code saturated}, {@code
   *     timeout} or {@code store-failed}
   * @param message for people: how far it is, and what to do
   */
  public TableUnavailableException(String code, String message) {
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
