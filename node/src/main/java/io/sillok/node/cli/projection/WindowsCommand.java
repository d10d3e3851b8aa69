package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.InstantConverter;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import io.sillok.node.cli.named.ListPages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the last result of each window, or what windows hold by now. */
@Command(
    name = "windows",
    header = "Show the last result of each window, or what windows hold by now.",
    description =
        "%nBy end, start and key; with --top by value. --open then compares what windows hold by now, too.%n",
    customSynopsis = "sillok projection NAME windows [OPTIONS]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok projection product-viewers windows --key p-1",
      "  sillok projection product-viewers windows --from 2026-01-31T12:00:00Z --to 2026-01-31T13:00:00Z",
      "  sillok projection product-viewers windows --open --limit 10",
      "  sillok projection product-viewers windows --top 10 --by views"
    })
public final class WindowsCommand implements Callable<Integer>, ListPages.Listing {

  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;
  @Mixin private ListPages pages;

  @Option(names = "--key", paramLabel = "KEY", description = "Only windows of this key.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only windows that end behind this; such as 2026-01-31T12:00:00Z.")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only windows that end then or before.")
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--open",
      description =
          "What windows hold by now that have results to come: not final, and another each time.")
  private boolean open;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Those with the N largest values, of all keys; needs --by.")
  private Optional<Integer> top = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "FIELD",
      description = "What is compared: a number of the values, such as views, or count.")
  private Optional<String> by = Optional.empty();

  public WindowsCommand(Terminal terminal) {
    this.projection = new ProjectionCommand(terminal);
    this.node = new NodeOptions(terminal);
    this.pages = new ListPages(terminal);
  }

  @Override
  public Integer call() {
    requireFit();
    return node.ask(client -> {
      pages.show(client, node, this);
      return ExitCode.OK;
    });
  }

  private void requireFit() {
    if (top.isPresent() != by.isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--top and --by go together, such as --top 10 --by count");
    }
    if (top.isPresent() && pages.limited()) {
      throw new CommandFailure(ExitCode.USAGE, "--limit does not go with --top; leave one out");
    }
    pages.requireFit();
  }

  @Override
  public String first(long size) {
    return projection.pathBefore("windows")
        + "/windows?"
        + (top.isPresent() ? "top=" + top.get() : "limit=" + size)
        + parameter("by", by)
        + parameter("key", key)
        + parameter("from", from)
        + parameter("to", to)
        + (open ? "&open=true" : "");
  }

  private static String parameter(String name, Optional<?> value) {
    return value
        .map(said -> "&%s=%s".formatted(name, NodeClient.segment(said.toString())))
        .orElse("");
  }

  @Override
  public JsonNode on(JsonNode page) {
    return page.path("windows");
  }

  @Override
  public Optional<String> behind(JsonNode page) {
    return Optional.of(page.path("next").asText("")).filter(next -> !next.isEmpty());
  }

  @Override
  public Table tableOf(List<JsonNode> windows) {
    Table table = new Table("KEY", "START", "END", "KIND", "COUNT", "VALUES");
    for (JsonNode window : windows) {
      table.row(
          window.path("key").asText(),
          window.path("start").asText("-"),
          window.path("end").asText("-"),
          window.path("kind").asText(),
          window.path("count").asText(),
          window.has("failure")
              ? "failure: " + window.path("failure").asText()
              : Table.inOneCell(window.path("values")));
    }
    return table;
  }
}
