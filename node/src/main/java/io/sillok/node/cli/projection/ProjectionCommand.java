package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Lists projections, or tells how one stands; what else there is to do with it follows its name.
 */
@Command(
    name = "projection",
    header = "List projections, tell how one stands, and ask for its windows.",
    description =
        "%nWithout a name, lists them. Results are a stream: sillok stream projection-NAME.%n",
    customSynopsis = {
      "sillok projection [-h] [-o=json|table] [--url=URL] [NAME]",
      "       sillok projection NAME COMMAND [OPTIONS]"
    },
    subcommands = {
      WindowsCommand.class,
      DeclareProjectionCommand.class,
      DeleteProjectionCommand.class,
      LateCommand.class,
      RejectedCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok projection",
      "  sillok projection product-viewers",
      "  sillok projection product-viewers windows --key p-1 --from 2026-01-31T12:00:00Z",
      "  sillok projection departures declare departures.json --dry-run"
    })
public final class ProjectionCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Of the projection, such as product-viewers. Default: list them.")
  private Optional<String> name = Optional.empty();

  public ProjectionCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(client -> name.isPresent() ? describe(client) : list(client));
  }

  /**
   * The name that stands before a command.
   *
   * @throws CommandFailure if there is none, or options do
   */
  String nameBefore(String command) {
    if (node.given()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "options go behind the command: sillok projection NAME %s --url URL".formatted(command));
    }
    return name.orElseThrow(() ->
        new CommandFailure(
            ExitCode.USAGE,
            "which projection? Its name goes before the command: sillok projection NAME %s"
                .formatted(command)));
  }

  /** The path of the projection that stands before a command. */
  String pathBefore(String command) {
    return path(nameBefore(command));
  }

  private static String path(String projection) {
    return "/v1/projections/" + NodeClient.segment(projection);
  }

  private int describe(NodeClient client) {
    JsonNode projection = client.get(path(name.orElseThrow()));
    if (node.json()) {
      node.printJson(projection);
    } else {
      new ProjectionReport(projection).print(terminal.out());
    }
    return ExitCode.OK;
  }

  private int list(NodeClient client) {
    JsonNode projections = client.get("/v1/projections").path("projections");
    if (node.json()) {
      projections.forEach(node::printJson);
      return ExitCode.OK;
    }
    Table table =
        new Table(
            "PROJECTION", "VERSION", "WATERMARK", "LAG", "RESULTS", "LATE", "REJECTED", "TROUBLE");
    for (JsonNode each : projections) {
      table.row(
          each.path("name").asText(),
          each.path("version").asText(),
          ProjectionReport.watermark(each),
          each.path("lag").asText(),
          each.path("results").asText(),
          each.at("/pairs/late").asText(),
          each.at("/events/rejected").asText(),
          each.path("trouble").asText());
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }
}
