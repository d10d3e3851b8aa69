package io.sillok.protocol.schema.declared;

/** A path leads to no field of an event. The message names the path, and the fields that are. */
public final class InvalidFieldPathException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidFieldPathException(String message) {
    super(message);
  }
}
