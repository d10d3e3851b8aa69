package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.InstantConverter;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.time.Instant;
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
public final class WindowsCommand implements Callable<Integer> {

  private static final long PAGE = 500;

  private final Terminal terminal;
  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;

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
      names = "--limit",
      paramLabel = "N",
      description = "At most so many windows. Default: all.")
  private Optional<Long> limit = Optional.empty();

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
    this.terminal = terminal;
    this.projection = new ProjectionCommand(terminal);
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    requireFit();
    long most = limit.orElse(Long.MAX_VALUE);
    if (most < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--limit must be at least 1, but is " + most);
    }
    String path = projection.pathBefore("windows") + "/windows?";
    return node.ask(client -> show(client, path + parameters(most), most));
  }

  private void requireFit() {
    if (top.isPresent() != by.isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--top and --by go together, such as --top 10 --by count");
    }
    if (top.isPresent() && limit.isPresent()) {
      throw new CommandFailure(ExitCode.USAGE, "--limit does not go with --top; leave one out");
    }
  }

  private String parameters(long most) {
    String some = top.isPresent() ? "top=" + top.get() : "limit=" + Math.min(PAGE, most);
    return some
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

  private int show(NodeClient client, String first, long most) {
    String next = first;
    long left = most;
    while (!next.isEmpty() && left > 0) {
      JsonNode page = client.get(next);
      left -= print(page.path("windows"), left);
      next = page.path("next").asText("");
    }
    return ExitCode.OK;
  }

  /** Prints so many at most; answers how many there were. */
  private long print(JsonNode windows, long most) {
    Table table = new Table("KEY", "START", "END", "KIND", "COUNT", "VALUES");
    int count = 0;
    for (JsonNode window : windows) {
      if (count < most) {
        count++;
        show(window, table);
      }
    }
    if (!node.json() && count > 0) {
      table.print(terminal.out());
    }
    return count;
  }

  private void show(JsonNode window, Table table) {
    if (node.json()) {
      node.printJson(window);
      return;
    }
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
}
