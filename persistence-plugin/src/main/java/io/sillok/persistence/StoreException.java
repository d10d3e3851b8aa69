package io.sillok.persistence;

import org.jspecify.annotations.Nullable;

/** The store cannot be opened, cannot be reached or has failed. The message says what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable and for programs, in kebab case, such as {@code store-failed}
   */
  public StoreException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
