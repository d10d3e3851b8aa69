package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import io.sillok.node.cli.named.ListPages;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Shows the events that a processor could not process. */
@Command(
    name = "parked",
    header = "Show the events that the processor could not process, and why.",
    description =
        "%nBy partition and offset; as JSON, with the event. Where partitions cannot answer, ends with 1.%n",
    customSynopsis = "sillok processor NAME parked [OPTIONS]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok processor product-sales parked --limit 10",
      "  sillok processor product-sales parked --output json"
    })
public final class ParkedCommand implements Callable<Integer>, ListPages.Listing {

  private static final int PAGE = 500;

  @ParentCommand private ProcessorCommand processor;
  @Mixin private NodeOptions node;
  @Mixin private ListPages pages;

  private final SortedSet<Integer> unknown = new TreeSet<>();

  public ParkedCommand(Terminal terminal) {
    this.processor = new ProcessorCommand(terminal);
    this.node = new NodeOptions(terminal);
    this.pages = new ListPages(terminal);
  }

  @Override
  public Integer call() {
    pages.requireFit();
    return node.ask(this::show);
  }

  private int show(NodeClient client) {
    pages.show(client, node, this);
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "not known of %s, which cannot answer now; `sillok processor %s` tells why"
              .formatted(Partitions.named(unknown), processor.nameBefore("parked")));
    }
    return ExitCode.OK;
  }

  @Override
  public String first(long size) {
    return "%s/parked?limit=%d".formatted(processor.pathBefore("parked"), size);
  }

  @Override
  public JsonNode on(JsonNode page) {
    page.path("unknownPartitions").forEach(partition -> unknown.add(partition.asInt()));
    return page.path("parked");
  }

  @Override
  public Optional<String> behind(JsonNode page) {
    return Optional.of(page.path("next").asText(""))
        .filter(next -> !next.isEmpty())
        .map(next -> first(PAGE) + "&after=" + NodeClient.segment(next));
  }

  @Override
  public Table tableOf(List<JsonNode> parked) {
    Table table = new Table("EVENT", "PARKED", "KEY", "ATTEMPTS", "REASON");
    for (JsonNode each : parked) {
      table.row(
          new Place(each.path("partition").asInt(), each.path("offset").asLong()).toString(),
          each.path("at").asText(),
          each.at("/event/key").asText("-"),
          each.path("attempts").asText(),
          each.path("reason").asText());
    }
    return table;
  }
}
