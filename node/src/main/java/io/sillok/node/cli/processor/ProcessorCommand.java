package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.Table;
import io.sillok.node.cli.named.NamedCommand;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Lists processors, or tells how one stands; what else there is to do with it follows its name. */
@Command(
    name = "processor",
    header = "List processors, tell how one stands, and settle its parked events.",
    description =
        "%nWithout a name, lists them. An event that a processor cannot process is parked.%n",
    customSynopsis = {
      "sillok processor [-h] [-o=json|table] [--url=URL] [NAME]",
      "       sillok processor NAME COMMAND [OPTIONS]"
    },
    subcommands = {ParkedCommand.class, ReplayCommand.class, DiscardCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok processor",
      "  sillok processor product-sales",
      "  sillok processor product-sales parked",
      "  sillok processor product-sales replay 3/17"
    })
public final class ProcessorCommand extends NamedCommand {

  public ProcessorCommand(Terminal terminal) {
    super(terminal, "processor");
  }

  @Override
  protected void print(JsonNode processor, PrintWriter out) {
    new ProcessorReport(processor).print(out);
  }

  @Override
  protected Table tableOf(JsonNode processors) {
    Table table = new Table("PROCESSOR", "STATUS", "SINCE", "LAG", "PARKED", "LEFT OUT", "TROUBLE");
    for (JsonNode each : processors) {
      table.row(
          each.path("name").asText(),
          each.path("status").asText(),
          each.path("since").asText(),
          each.path("lag").asText(),
          each.path("parked").asText(),
          each.path("leftOut").asText(),
          each.path("reason").asText());
    }
    return table;
  }
}
