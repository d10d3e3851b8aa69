package io.sillok.node.window.definition;

/** A projection's stream is not there, or cannot be read as the projection needs it. */
public final class UnknownSourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownSourceException(String message) {
    super(message);
  }

  static UnknownSourceException of(String stream) {
    return new UnknownSourceException(
        "There is no stream %s to read; declare it, or load the module that has it"
            .formatted(stream));
  }
}
