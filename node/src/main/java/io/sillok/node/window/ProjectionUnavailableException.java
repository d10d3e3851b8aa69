package io.sillok.node.window;

/** A shard of a projection does not answer; ask again later. */
public final class ProjectionUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProjectionUnavailableException(String message) {
    super(message);
  }
}
