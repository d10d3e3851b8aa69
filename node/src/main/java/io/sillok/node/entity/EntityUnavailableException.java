package io.sillok.node.entity;

import org.jspecify.annotations.Nullable;

/**
 * An entity cannot answer. Whether a command took effect is unknown unless its id is sent again.
 */
public final class EntityUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code timeout}, {@code store-failed}, {@code stopping}, {@code partition-moving},
   *     {@code upgrading}, or {@code module-defect} if its recorded events cannot be read or folded
   */
  public EntityUnavailableException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
