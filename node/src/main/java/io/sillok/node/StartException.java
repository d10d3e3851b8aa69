package io.sillok.node;

import org.jspecify.annotations.Nullable;

/** A node cannot start. The message is one line that says why and what to do. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable and for programs, in kebab case, such as {@code port-in-use}
   */
  public StartException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
