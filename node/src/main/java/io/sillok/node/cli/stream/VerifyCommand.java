package io.sillok.node.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a node make something anew from its logs, and compare. */
@Command(
    name = "verify",
    header = "Make a table or the results of a projection anew from the logs, and compare.",
    description =
        "%nPrints a digest of what stands and one of what follows from the logs. They are the same unless"
            + " something was damaged, or functions of a module were changed without a new revision.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok verify projection revenue-per-minute",
      "  sillok verify table price-set",
      "  sillok verify entities cart"
    })
public final class VerifyCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "projection, table (of a stream), or entities (the states of a type).")
  private What what = What.PROJECTION;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Of the projection, the stream or the entity type.")
  private String name = "";

  /** What can be verified. */
  enum What {
    PROJECTION("/v1/projections/%s/verify"),
    TABLE("/v1/streams/%s/table/verify"),
    ENTITIES("/v1/tables/%s/verify");

    private final String path;

    What(String path) {
      this.path = path;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(this::verify);
  }

  private int verify(NodeClient client) {
    String path = what.path.formatted(NodeClient.segment(name));
    JsonNode answer = client.post(path, JsonNodeFactory.instance.objectNode(), Map.of());
    boolean equal = answer.path("equal").asBoolean();
    if (node.json()) {
      node.printJson(answer);
    } else {
      print(answer, equal);
    }
    return equal ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(JsonNode answer, boolean equal) {
    boolean isProjection = what == What.PROJECTION;
    terminal
        .out()
        .println(
            "%s %s: %d %s"
                .formatted(
                    what,
                    name,
                    answer.path(isProjection ? "results" : "rows").asLong(),
                    isProjection ? "results" : "rows"));
    terminal.out().println("  stands   " + answer.path("digest").asText());
    terminal.out().println("  follows  " + answer.path("rebuilt").asText());
    if (isProjection) {
      terminal
          .out()
          .println(
              "  late     %d of %d"
                  .formatted(answer.path("late").asLong(), answer.path("lateRebuilt").asLong()));
    }
    terminal.out().println(equal ? "equal" : "DIFFERENT");
  }
}
