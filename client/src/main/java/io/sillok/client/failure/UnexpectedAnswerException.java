package io.sillok.client.failure;

import org.jspecify.annotations.Nullable;

/** Something answered, but not as a node of a version that this client knows would. */
public final class UnexpectedAnswerException extends SillokException {

  private static final long serialVersionUID = 1L;

  public UnexpectedAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
