package io.sillok.node.downstream;

/** A downstream cannot run on this node now. The message says why, for people. */
final class UnfitDownstreamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitDownstreamException(String reason) {
    super(reason);
  }
}
