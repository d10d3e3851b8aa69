package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.Table;
import io.sillok.node.cli.named.NamedCommand;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/**
 * Lists projections, or tells how one stands; what else there is to do with it follows its name.
 */
@Command(
    name = "projection",
    header = "List projections, tell how one stands, and ask for its windows.",
    description =
        "%nWithout a name, lists them. Results are a stream: sillok stream projection-NAME.%n",
    customSynopsis = {
      "sillok projection [-h] [-o=json|table] [--url=URL] [NAME]",
      "       sillok projection NAME COMMAND [OPTIONS]"
    },
    subcommands = {
      WindowsCommand.class,
      DeclareProjectionCommand.class,
      DeleteProjectionCommand.class,
      LateCommand.class,
      RejectedCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok projection",
      "  sillok projection product-viewers",
      "  sillok projection product-viewers windows --key p-1 --from 2026-01-31T12:00:00Z",
      "  sillok projection departures declare departures.json --dry-run"
    })
public final class ProjectionCommand extends NamedCommand {

  public ProjectionCommand(Terminal terminal) {
    super(terminal, "projection");
  }

  @Override
  protected void print(JsonNode projection, PrintWriter out) {
    new ProjectionReport(projection).print(out);
  }

  @Override
  protected Table tableOf(JsonNode projections) {
    Table table =
        new Table(
            "PROJECTION", "VERSION", "WATERMARK", "LAG", "RESULTS", "LATE", "REJECTED", "TROUBLE");
    for (JsonNode each : projections) {
      table.row(
          each.path("name").asText(),
          each.path("version").asText(),
          ProjectionReport.watermark(each),
          each.path("lag").asText(),
          each.path("results").asText(),
          each.at("/pairs/late").asText(),
          each.at("/events/rejected").asText(),
          each.path("trouble").asText());
    }
    return table;
  }
}
