package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
      "  sillok stream cart.checked-out --from end --follow --output json"
    })
final class StreamCommand implements Callable<Integer> {

  private static final int PAGE = 500;
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Terminal terminal;
  @Mixin private NodeOptions node;

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

  @Option(names = "--key", paramLabel = "ID", description = "Only events of this entity.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "At most so many events. Default: all.")
  private long limit;

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for more, until Ctrl-C or the limit.")
  private boolean follow;

  StreamCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--limit must be at least 1, but is %d".formatted(limit));
    }
    return node.ask(client -> {
      if (stream.isPresent()) {
        read(client, "/v1/streams/%s/events".formatted(NodeClient.segment(stream.get())));
      } else {
        list(client.get("/v1/streams").path("streams"));
      }
      return ExitCode.OK;
    });
  }

  private void list(JsonNode streams) {
    if (node.json()) {
      streams.forEach(node::printJson);
      return;
    }
    Table table = new Table("STREAM", "KIND", "EVENT");
    for (JsonNode each : streams) {
      table.row(
          each.path("name").asText(), each.path("kind").asText(), each.path("event").asText());
    }
    table.print(terminal.out());
  }

  private void read(NodeClient client, String path) {
    String position = from;
    long left = limit;
    while (left > 0) {
      JsonNode page = client.get(path + query(position, Math.min(PAGE, left)));
      JsonNode events = page.path("events");
      print(events);
      left -= events.size();
      position = page.path("next").asText();
      if (events.size() < PAGE && left > 0) {
        if (!follow) {
          return;
        }
        pause();
      }
    }
  }

  private String query(String position, long size) {
    return "?from=%s&limit=%d%s"
        .formatted(
            NodeClient.segment(position),
            size,
            key.map(id -> "&key=" + NodeClient.segment(id)).orElse(""));
  }

  private void print(JsonNode events) {
    if (node.json()) {
      events.forEach(node::printJson);
    } else if (!events.isEmpty()) {
      Table table = new Table("TIME", "KEY", "NUMBER", "DATA");
      for (JsonNode event : events) {
        table.row(
            event.path("time").asText(),
            event.path("key").asText(),
            event.path("sequenceNumber").asText(),
            Table.inOneCell(event.path("data")));
      }
      table.print(terminal.out());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted");
    }
  }
}
