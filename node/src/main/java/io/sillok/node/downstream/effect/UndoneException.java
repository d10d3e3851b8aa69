package io.sillok.node.downstream.effect;

/** A result was refused, or could not be handed over. The message says why, for people. */
public final class UndoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UndoneException(String reason) {
    super(reason);
  }
}
