package io.sillok.node.cli.client;

/** No answer of a node: it does not run, or something in between is broken. It may pass. */
public final class NodeUnreachable extends CommandFailure {

  private static final long serialVersionUID = 1L;

  NodeUnreachable(String message) {
    super(ExitCode.FAILED, message);
  }
}
