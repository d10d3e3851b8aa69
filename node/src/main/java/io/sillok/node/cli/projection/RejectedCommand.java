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

/** Shows the events that a projection has no answer for. */
@Command(
    name = "rejected",
    header = "Show the events that the projection has no answer for, and why.",
    description = "",
    customSynopsis = "sillok projection NAME rejected [OPTIONS]")
public final class RejectedCommand implements Callable<Integer>, EventPages.Shelf {

  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;
  @Mixin private EventPages pages;

  @Option(
      names = "--from",
      paramLabel = "start|end|TIME|POSITION",
      defaultValue = "start",
      description = "Where to begin; TIME is when the log took it. Default: start.")
  private String from = "start";

  public RejectedCommand(Terminal terminal) {
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
    return "%s/rejected?from=%s&limit=%d"
        .formatted(projection.pathBefore("rejected"), NodeClient.segment(place), size);
  }

  @Override
  public String behind(JsonNode page, String place) {
    return page.path("next").asText();
  }

  @Override
  public Table tableOf(JsonNode events) {
    Table table = new Table("TIME", "EVENT", "REASON");
    for (JsonNode event : events) {
      JsonNode rejected = event.path("data");
      table.row(
          event.path("time").asText(),
          LateCommand.place(rejected),
          rejected.path("reason").asText());
    }
    return table;
  }
}
