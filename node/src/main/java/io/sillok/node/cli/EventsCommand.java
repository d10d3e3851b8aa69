package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
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
final class EventsCommand implements Callable<Integer>, EventPages.Shelf {

  @Mixin private NodeOptions node;
  @Mixin private EntityArguments entity = new EntityArguments();
  @Mixin private EventPages pages;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first sequence number. Default: 1.")
  private long from;

  EventsCommand(Terminal terminal) {
    this.node = new NodeOptions(terminal);
    this.pages = new EventPages(terminal);
  }

  @Override
  public Integer call() {
    if (from < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--from must be at least 1, but is " + from);
    }
    return pages.show(node, this, Long.toString(from));
  }

  @Override
  public String path(String place, long size) {
    return entity.path() + "/events?from=%s&limit=%d".formatted(place, size);
  }

  @Override
  public String behind(JsonNode page, String place) {
    return Long.toString(Long.parseLong(place) + page.path("events").size());
  }

  @Override
  public boolean more(JsonNode page) {
    return !page.path("next").isNull();
  }

  @Override
  public Table tableOf(JsonNode events) {
    return rows(events);
  }

  /** Events as rows; they have the columns in common, whoever shows them. */
  static Table rows(JsonNode events) {
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
}
