package io.sillok.node.cli.named;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the things of a kind, or tells how one stands; other commands follow its name. */
public abstract class NamedCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final String kind;
  @Mixin private NodeOptions node;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Of the ${COMMAND-NAME}. Default: list them.")
  private Optional<String> name = Optional.empty();

  /**
   * @param kind as the command is called; what a node has of it is below {@code /v1} and called so
   *     with an s
   */
  protected NamedCommand(Terminal terminal, String kind) {
    this.terminal = terminal;
    this.kind = kind;
    this.node = new NodeOptions(terminal);
  }

  /** All of them as rows. */
  protected abstract Table tableOf(JsonNode all);

  /** Prints how one stands. */
  protected abstract void print(JsonNode one, PrintWriter out);

  @Override
  public final Integer call() {
    return node.ask(client -> name.isPresent() ? describe(client) : list(client));
  }

  /**
   * The name that stands before a command.
   *
   * @throws CommandFailure if there is none, or options do
   */
  public final String nameBefore(String command) {
    if (node.given()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "options go behind the command: sillok %s NAME %s --url URL".formatted(kind, command));
    }
    return name.orElseThrow(() ->
        new CommandFailure(
            ExitCode.USAGE,
            "which %s? Its name goes before the command: sillok %s NAME %s"
                .formatted(kind, kind, command)));
  }

  /** The path of what stands before a command. */
  public final String pathBefore(String command) {
    return path(nameBefore(command));
  }

  private String path(String named) {
    return "/v1/%ss/%s".formatted(kind, NodeClient.segment(named));
  }

  private int describe(NodeClient client) {
    JsonNode one = client.get(path(name.orElseThrow()));
    if (node.json()) {
      node.printJson(one);
    } else {
      print(one, terminal.out());
    }
    return ExitCode.OK;
  }

  private int list(NodeClient client) {
    String all = kind + "s";
    JsonNode listed = client.get("/v1/" + all).path(all);
    if (node.json()) {
      listed.forEach(node::printJson);
    } else {
      tableOf(listed).print(terminal.out());
    }
    return ExitCode.OK;
  }
}
