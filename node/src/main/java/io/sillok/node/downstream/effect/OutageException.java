package io.sillok.node.downstream.effect;

/** A part of the cluster cannot answer at present. */
public final class OutageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutageException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
