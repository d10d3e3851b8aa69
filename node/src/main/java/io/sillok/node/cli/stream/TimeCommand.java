package io.sillok.node.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.InstantConverter;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves event time of a declared stream on without an event, or seals the stream. */
@Command(
    name = "time",
    header = "Move event time of a declared stream on, or seal the stream.",
    description =
        "%nWindows that end before that time are complete then, also where no event comes any more. It"
            + " never goes back: events that are earlier can be appended, and are late.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok time flight-reported --advance-to 2026-03-01T10:00:00Z",
      "  sillok time flight-reported --seal"
    })
public final class TimeCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(index = "0", paramLabel = "STREAM", description = "Its name, such as page-viewed.")
  private String stream = "";

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** One of both. */
  static final class Target {
    @Option(
        names = "--advance-to",
        paramLabel = "TIME",
        converter = InstantConverter.class,
        description = "Events before this are late from now on; such as 2026-01-31T12:00:00Z.")
    private Optional<Instant> advanceTo = Optional.empty();

    @Option(names = "--seal", description = "All events are late from now on.")
    private boolean seal;
  }

  public TimeCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(this::advance);
  }

  private int advance(NodeClient client) {
    String path = "/v1/streams/%s/time".formatted(NodeClient.segment(stream));
    JsonNode answer = client.post(path, body(), Map.of());
    if (node.json()) {
      node.printJson(answer);
    } else {
      print(answer);
    }
    return ExitCode.OK;
  }

  private ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    target.advanceTo.ifPresent(time -> body.put("advanceTo", time.toString()));
    return target.seal ? body.put("seal", true) : body;
  }

  private void print(JsonNode answer) {
    int advanced = answer.at("/partitions/advanced").asInt();
    int all = advanced + answer.at("/partitions/alreadyThere").asInt();
    String deed =
        answer.path("sealed").asBoolean()
            ? "is sealed"
            : "is at " + answer.path("eventTime").asText() + " or later";
    terminal
        .out()
        .println(
            "Stream %s %s: %d of %d partitions moved on".formatted(stream, deed, advanced, all));
  }
}
