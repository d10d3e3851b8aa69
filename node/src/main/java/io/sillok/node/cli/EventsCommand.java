package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads what happened to an entity. */
@Command(
    name = "events",
    header = "Read what happened to an entity, oldest first.",
    description = "%nAs JSON, one event a line.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok events cart c-1",
      "  sillok events cart c-1 --from 3 --limit 10",
      "  sillok events cart c-1 --follow --output json"
    })
final class EventsCommand implements Callable<Integer> {

  private static final int PAGE = 100;
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Terminal terminal;
  @Mixin private NodeOptions node;
  @Mixin private EntityArguments entity = new EntityArguments();

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first sequence number. Default: 1.")
  private long from;

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

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    if (from < 1 || limit < 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--from and --limit must be at least 1, but are %d and %d".formatted(from, limit));
    }
    return node.ask(this::readAll);
  }

  /** Events as rows; they have the columns in common, whoever shows them. */
  static Table tableOf(JsonNode events) {
    Table table = new Table("NUMBER", "TIME", "EVENT", "DATA");
    for (JsonNode event : events) {
      table.row(
          event.path("sequenceNumber").asText(),
          event.path("time").asText(),
          event.path("event").asText(),
          Table.inOneCell(event.path("data")));
    }
    return table;
  }

  private int readAll(NodeClient client) {
    long left = limit;
    while (left > 0) {
      long size = Math.min(PAGE, left);
      JsonNode page = client.get(entity.path() + "/events?from=%d&limit=%d".formatted(from, size));
      JsonNode events = page.path("events");
      print(events);
      left -= events.size();
      from += events.size();
      if (page.path("next").isNull() || events.isEmpty()) {
        if (!follow) {
          return ExitCode.OK;
        }
        pause();
      }
    }
    return ExitCode.OK;
  }

  private void print(JsonNode events) {
    if (node.json()) {
      events.forEach(node::printJson);
    } else if (!events.isEmpty()) {
      tableOf(events).print(terminal.out());
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
