package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.EventPages;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows events that a projection has in no window. */
final class StrayEvents {

  @Mixin private NodeOptions node;
  @Mixin private EventPages pages;

  @Option(
      names = "--from",
      paramLabel = "start|end|TIME|POSITION",
      defaultValue = "start",
      description = "Where to begin; TIME is when the log took it. Default: start.")
  private String from = "start";

  StrayEvents(Terminal terminal) {
    this.node = new NodeOptions(terminal);
    this.pages = new EventPages(terminal);
  }

  /**
   * Shows those of {@code path}.
   *
   * @param tableOf them as rows
   */
  int show(String path, Function<JsonNode, Table> tableOf) {
    return pages.show(node, new Strays(path, tableOf), from);
  }

  /** Where an event is that a stray one tells of. */
  static String place(JsonNode stray) {
    return "%s/%d at %d"
        .formatted(
            stray.path("stream").asText(),
            stray.path("partition").asInt(),
            stray.path("offset").asLong());
  }

  private record Strays(String all, Function<JsonNode, Table> rows) implements EventPages.Shelf {

    @Override
    public String path(String place, long size) {
      return "%s?from=%s&limit=%d".formatted(all, NodeClient.segment(place), size);
    }

    @Override
    public String behind(JsonNode page, String place) {
      return page.path("next").asText();
    }

    @Override
    public boolean more(JsonNode page) {
      return page.path("more").asBoolean();
    }

    @Override
    public Table tableOf(JsonNode events) {
      return rows.apply(events);
    }
  }
}
