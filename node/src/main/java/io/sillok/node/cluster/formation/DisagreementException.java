package io.sillok.node.cluster.formation;

/** A node may not be in a cluster. The message says what differs. */
public final class DisagreementException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DisagreementException(String message) {
    super(message);
  }
}
