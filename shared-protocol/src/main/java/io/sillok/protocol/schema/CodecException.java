package io.sillok.protocol.schema;

import org.jspecify.annotations.Nullable;

/** A value cannot be encoded, or bytes cannot be decoded. The message names the field. */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CodecException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
