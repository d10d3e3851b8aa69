package io.sillok.node.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has something become of one node of a cluster. */
abstract class MemberCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final String change;
  private final String told;
  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "HOST:PORT", description = "The node, as `sillok cluster` shows it.")
  private String member = "";

  /**
   * @param change as its path ends
   * @param told what becomes of the node, with a place for its address
   */
  MemberCommand(Terminal terminal, String change, String told) {
    this.terminal = terminal;
    this.change = change;
    this.told = told;
    node = new NodeOptions(terminal);
  }

  @Override
  public final Integer call() {
    return node.ask(this::ask);
  }

  private int ask(NodeClient client) {
    JsonNode answer =
        client.post(
            "/v1/cluster/members/%s/%s".formatted(NodeClient.segment(member), change),
            JsonNodeFactory.instance.objectNode(),
            Map.of());
    if (node.json()) {
      node.printJson(answer);
    } else {
      terminal.out().println(told.formatted(member));
    }
    return ExitCode.OK;
  }
}
