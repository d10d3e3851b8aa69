package io.sillok.protocol.window;

/** A window, or how long it waits, is defined in a way that cannot be. */
public final class InvalidWindowException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String member;

  /**
   * @param member of the definition that is wrong, such as {@code slide}
   */
  public InvalidWindowException(String member, String message) {
    super(message);
    this.member = member;
  }

  /** The member of the definition that is wrong. */
  public String member() {
    return member;
  }
}
