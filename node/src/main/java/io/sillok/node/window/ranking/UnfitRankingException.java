package io.sillok.node.window.ranking;

/** Windows cannot be ordered so; the message says why, beginning with a verb. */
public final class UnfitRankingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitRankingException(String message) {
    super(message);
  }

  /** Why. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
