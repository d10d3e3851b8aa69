package io.sillok.client.failure;

import org.jspecify.annotations.Nullable;

/** A call did not give what it was asked for; what the subclasses have in common. */
public abstract class SillokException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected SillokException(String message) {
    super(message);
  }

  protected SillokException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the same call may succeed later without any change. It was repeated already until the
   * client's deadline was over.
   */
  public abstract boolean retryable();
}
