package io.sillok.node.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.EventPages;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads all events of one definition, or lists the streams. */
@Command(
    name = "stream",
    header = "Read a stream: all events of one definition, across entities.",
    description =
        "%nWithout a stream, lists those that there are. An event's position goes on behind it.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok stream",
      "  sillok stream cart.item-added --from 2026-01-31T12:00:00Z",
      "  sillok stream flight-reported --filter 'data.delayMinutes > 60'",
      "  sillok stream cart.checked-out --from end --follow --output json"
    })
public final class StreamCommand implements Callable<Integer>, EventPages.Shelf {

  private final Terminal terminal;
  @Mixin private NodeOptions node;
  @Mixin private EventPages pages;

  @Parameters(
      paramLabel = "STREAM",
      arity = "0..1",
      description = "Such as cart.item-added. Default: list them.")
  private Optional<String> stream = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "start|end|TIME|POSITION",
      defaultValue = "start",
      description = "Where to begin; TIME is when the log took the event. Default: start.")
  private String from = "start";

  @Option(names = "--key", paramLabel = "ID", description = "Only events of this key or entity.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "CEL",
      description = "Only events for which this expression is true.")
  private Optional<String> filter = Optional.empty();

  public StreamCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
    this.pages = new EventPages(terminal);
  }

  @Override
  public Integer call() {
    return stream.isPresent() ? pages.show(node, this, from) : node.ask(this::list);
  }

  @Override
  public String path(String place, long size) {
    return "/v1/streams/%s/events?from=%s&limit=%d%s%s"
        .formatted(
            NodeClient.segment(stream.orElseThrow()),
            NodeClient.segment(place),
            size,
            parameter("key", key),
            parameter("filter", filter));
  }

  @Override
  public String behind(JsonNode page, String place) {
    return page.path("next").asText();
  }

  @Override
  public boolean more(JsonNode page) {
    return page.path("more").asBoolean();
  }

  @Override
  public Table tableOf(JsonNode events) {
    boolean numbered = events.path(0).has("sequenceNumber"); // of an entity type
    Table table =
        numbered ? new Table("TIME", "KEY", "NUMBER", "DATA") : new Table("TIME", "KEY", "DATA");
    for (JsonNode event : events) {
      String time = event.path("time").asText();
      String of = event.path("key").asText();
      String data = event.path("data").isNull() ? "(removed)" : Table.inOneCell(event.path("data"));
      if (numbered) {
        table.row(time, of, event.path("sequenceNumber").asText(), data);
      } else {
        table.row(time, of, data);
      }
    }
    return table;
  }

  private int list(NodeClient client) {
    JsonNode streams = client.get("/v1/streams").path("streams");
    if (node.json()) {
      streams.forEach(node::printJson);
      return ExitCode.OK;
    }
    Table table = new Table("STREAM", "KIND", "DECLARED BY");
    for (JsonNode each : streams) {
      table.row(each.path("name").asText(), each.path("kind").asText(), declarer(each));
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }

  private static String declarer(JsonNode stream) {
    return switch (stream.path("declaredBy").asText()) {
      case "entity-type" -> "entity type " + stream.path("entityType").asText();
      case "module" -> "module " + stream.path("module").asText();
      case String other -> other;
    };
  }

  private static String parameter(String name, Optional<String> value) {
    return value.map(text -> "&%s=%s".formatted(name, NodeClient.segment(text))).orElse("");
  }
}
