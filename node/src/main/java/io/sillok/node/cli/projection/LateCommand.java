package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.EventPages;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the events that were too late for a window of a projection. */
@Command(
    name = "late",
    header = "Show the events that were too late for a window, once for each.",
    description = "",
    customSynopsis = "sillok projection NAME late [OPTIONS]")
public final class LateCommand implements Callable<Integer>, EventPages.Shelf {

  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;
  @Mixin private EventPages pages;

  @Option(
      names = "--from",
      paramLabel = "start|end|TIME|POSITION",
      defaultValue = "start",
      description = "Where to begin; TIME is when the log took it. Default: start.")
  private String from = "start";

  public LateCommand(Terminal terminal) {
    this.projection = new ProjectionCommand(terminal);
    this.node = new NodeOptions(terminal);
    this.pages = new EventPages(terminal);
  }

  @Override
  public Integer call() {
    return pages.show(node, this, from);
  }

  @Override
  public String path(String place, long size) {
    return "%s/late?from=%s&limit=%d"
        .formatted(projection.pathBefore("late"), NodeClient.segment(place), size);
  }

  @Override
  public String behind(JsonNode page, String place) {
    return page.path("next").asText();
  }

  @Override
  public Table tableOf(JsonNode events) {
    Table table = new Table("TIME", "CLOCK", "KEY", "WINDOW", "EVENT");
    for (JsonNode event : events) {
      JsonNode late = event.path("data");
      table.row(
          late.path("time").asText(),
          late.path("clock").asText("-"),
          late.path("key").asText(),
          late.path("start").asText("-") + " to " + late.path("end").asText("-"),
          place(late));
    }
    return table;
  }

  /** Where an event is. */
  static String place(JsonNode event) {
    return "%s/%d at %d"
        .formatted(
            event.path("stream").asText(),
            event.path("partition").asInt(),
            event.path("offset").asLong());
  }
}
