package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandInput;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Declares a projection, or its next version. */
@Command(
    name = "declare",
    header = "Declare a projection, or its next version.",
    description =
        "%nFILE is JSON: {\"stream\":\"page-viewed\",\"window\":{\"kind\":\"tumbling\",\"size\":\"PT1M\"},"
            + "\"outOfOrderness\":\"PT5S\",\"allowedLateness\":\"PT0S\",\"aggregates\":{\"views\":{\"function\":\"count\"}}};"
            + " docs/projections.md has the rest. The version before serves until the next has come as far.%n",
    customSynopsis = "sillok projection NAME declare [OPTIONS] FILE",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok projection departures declare departures.json",
      "  sillok projection departures declare departures.json --dry-run",
      "  sillok projection departures declare - < departures.json"
    })
public final class DeclareProjectionCommand implements Callable<Integer> {

  private static final int CREATED = 201;

  private final Terminal terminal;
  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;

  @Parameters(paramLabel = "FILE", description = "The declaration; - for standard input.")
  private String file = "";

  @Option(
      names = "--dry-run",
      description = "Say what would become of it, or why it is refused; change nothing.")
  private boolean dryRun;

  public DeclareProjectionCommand(Terminal terminal) {
    this.terminal = terminal;
    this.projection = new ProjectionCommand(terminal);
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    String path = projection.pathBefore("declare") + (dryRun ? "?dryRun=true" : "");
    JsonNode declaration = CommandInput.ofFile(file, terminal.in());
    return node.ask(client -> declare(client, path, declaration));
  }

  private int declare(NodeClient client, String path, JsonNode declaration) {
    Answer answer = client.put(path, declaration);
    if (node.json()) {
      node.printJson(answer.body());
    } else {
      terminal
          .out()
          .println(
              "Projection %s %s: version %d, its results are stream %s"
                  .formatted(
                      projection.nameBefore("declare"),
                      deed(answer.status()),
                      answer.body().path("version").asInt(),
                      answer.body().at("/streams/results").asText()));
    }
    return ExitCode.OK;
  }

  private String deed(int status) {
    if (dryRun) {
      return "could be declared so";
    }
    return status == CREATED ? "is declared" : "is declared as the file has it";
  }
}
