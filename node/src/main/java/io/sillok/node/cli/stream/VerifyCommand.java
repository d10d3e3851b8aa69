package io.sillok.node.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
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
      "  sillok verify entities cart",
      "  sillok verify entity cart/c-1"
    })
public final class VerifyCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description =
          "projection, table (of a stream), entities (the table of a type's states), or entity.")
  private What what = What.PROJECTION;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Of the projection, the stream or the entity type; of an entity TYPE/ID.")
  private String name = "";

  /** What can be verified. */
  enum What {
    PROJECTION("/v1/projections/%s/verify"),
    TABLE("/v1/streams/%s/table/verify"),
    ENTITIES("/v1/tables/%s/verify"),
    ENTITY("/v1/entities/%s/verify");

    private final String path;

    What(String path) {
      this.path = path;
    }

    /** What is compared, in the answer. */
    String counted() {
      return switch (this) {
        case PROJECTION -> "results";
        case TABLE, ENTITIES -> "rows";
        case ENTITY -> "sequenceNumber";
      };
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
    JsonNode answer =
        client.post(what.path.formatted(place()), JsonNodeFactory.instance.objectNode(), Map.of());
    boolean equal = answer.path("equal").asBoolean();
    if (node.json()) {
      node.printJson(answer);
    } else {
      print(answer, equal);
    }
    return equal ? ExitCode.OK : ExitCode.FAILED;
  }

  private String place() {
    if (what != What.ENTITY) {
      return NodeClient.segment(name);
    }
    int slash = name.indexOf('/');
    if (slash < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "an entity is named by TYPE/ID, such as cart/c-1, but not " + name);
    }
    return NodeClient.segment(name.substring(0, slash))
        + "/"
        + NodeClient.segment(name.substring(slash + 1));
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
                    answer.path(what.counted()).asLong(),
                    what == What.ENTITY ? "events" : what.counted()));
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
