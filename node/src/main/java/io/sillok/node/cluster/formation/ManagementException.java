package io.sillok.node.cluster.formation;

/** Other nodes could not ask this one for its cluster. The message says why. */
public final class ManagementException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ManagementException(String message, Throwable cause) {
    super(message, cause);
  }
}
