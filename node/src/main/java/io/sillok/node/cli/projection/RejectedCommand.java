package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows the events that a projection has no answer for. */
@Command(
    name = "rejected",
    header = "Show the events that the projection has no answer for, and why.",
    description = "",
    customSynopsis = "sillok projection NAME rejected [OPTIONS]")
public final class RejectedCommand implements Callable<Integer> {

  @ParentCommand private ProjectionCommand projection;
  @Mixin private StrayEvents strays;

  public RejectedCommand(Terminal terminal) {
    this.projection = new ProjectionCommand(terminal);
    this.strays = new StrayEvents(terminal);
  }

  @Override
  public Integer call() {
    return strays.show(projection.pathBefore("rejected") + "/rejected", RejectedCommand::tableOf);
  }

  private static Table tableOf(JsonNode events) {
    Table table = new Table("TIME", "EVENT", "REASON");
    for (JsonNode event : events) {
      JsonNode rejected = event.path("data");
      table.row(
          event.path("time").asText(),
          StrayEvents.place(rejected),
          rejected.path("reason").asText());
    }
    return table;
  }
}
