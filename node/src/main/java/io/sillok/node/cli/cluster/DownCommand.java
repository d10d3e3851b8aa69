package io.sillok.node.cli.cluster;

import io.sillok.node.cli.Terminal;
import picocli.CommandLine.Command;

/** Takes a node for dead. */
@Command(
    name = "down",
    header = "Take a node for dead that does not answer, so that others take over.",
    description =
        "%nThe split brain resolver does that by itself after a while; this is sooner. A node that answers is refused: drain it.%n")
public final class DownCommand extends MemberCommand {

  public DownCommand(Terminal terminal) {
    super(terminal, "down", "%s is taken for dead; others take over its partitions");
  }
}
