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

/** Take a node for dead that does not answer, so that others take over. */
@Command(
    name = "down",
    header = "Take a node for dead that does not answer, so that others take over.",
    description =
        "%nThe split brain resolver does that by itself after a while; this is sooner. A node that answers is refused: drain it.%n")
public final class DownCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "HOST:PORT", description = "The node, as `sillok cluster` shows it.")
  private String member = "";

  public DownCommand(Terminal terminal) {
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
            "/v1/cluster/members/%s/down".formatted(NodeClient.segment(member)),
            JsonNodeFactory.instance.objectNode(),
            Map.of());
    if (node.json()) {
      node.printJson(answer);
    } else {
      terminal
          .out()
          .println("%s is taken for dead; others take over its partitions".formatted(member));
    }
    return ExitCode.OK;
  }
}
