package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows the events that were too late for a window of a projection. */
@Command(
    name = "late",
    header = "Show the events that were too late for a window, once for each.",
    description = "",
    customSynopsis = "sillok projection NAME late [OPTIONS]")
public final class LateCommand implements Callable<Integer> {

  @ParentCommand private ProjectionCommand projection;
  @Mixin private StrayEvents strays;

  public LateCommand(Terminal terminal) {
    this.projection = new ProjectionCommand(terminal);
    this.strays = new StrayEvents(terminal);
  }

  @Override
  public Integer call() {
    return strays.show(projection.pathBefore("late") + "/late", LateCommand::tableOf);
  }

  private static Table tableOf(JsonNode events) {
    Table table = new Table("TIME", "CLOCK", "KEY", "WINDOW", "EVENT");
    for (JsonNode event : events) {
      JsonNode late = event.path("data");
      table.row(
          late.path("time").asText(),
          late.path("clock").asText("-"),
          late.path("key").asText(),
          late.path("start").asText("-") + " to " + late.path("end").asText("-"),
          StrayEvents.place(late));
    }
    return table;
  }
}
