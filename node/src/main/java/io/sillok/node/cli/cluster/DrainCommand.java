package io.sillok.node.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Have a node hand over its partitions, leave the cluster and stop. */
@Command(
    name = "drain",
    header = "Have a node hand over its partitions, leave the cluster and stop.",
    description =
        "%nReturns at once; `sillok cluster` shows how far it is. The same as stopping the node's process with SIGTERM.%n")
public final class DrainCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "HOST:PORT", description = "The node, as `sillok cluster` shows it.")
  private String member = "";

  public DrainCommand(Terminal terminal) {
    this.terminal = terminal;
    node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(this::ask);
  }

  private int ask(NodeClient client) {
    JsonNode answer =
        client.post(
            "/v1/cluster/members/%s/leave".formatted(NodeClient.segment(member)),
            JsonNodeFactory.instance.objectNode(),
            Map.of());
    if (node.json()) {
      node.printJson(answer);
    } else {
      terminal.out().println("%s hands over its partitions and stops".formatted(member));
    }
    return ExitCode.OK;
  }
}
