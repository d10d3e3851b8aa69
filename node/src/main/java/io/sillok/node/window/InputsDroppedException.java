package io.sillok.node.window;

/** The results of a projection cannot be made anew: events that they follow from were dropped. */
public final class InputsDroppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InputsDroppedException(String message) {
    super(message);
  }
}
