package io.sillok.protocol.schema;

/** A module cannot be loaded. The message names the class, the member and why. */
public final class InvalidModuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidModuleException(String message) {
    super(message);
  }
}
