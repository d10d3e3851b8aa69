package io.sillok.node.cli.cluster;

import io.sillok.node.cli.Terminal;
import picocli.CommandLine.Command;

/** Has a node leave. */
@Command(
    name = "drain",
    header = "Have a node hand over its partitions, leave the cluster and stop.",
    description =
        "%nReturns at once; `sillok cluster` shows how far it is. The same as stopping the node's process with SIGTERM.%n")
public final class DrainCommand extends MemberCommand {

  public DrainCommand(Terminal terminal) {
    super(terminal, "leave", "%s hands over its partitions and stops");
  }
}
