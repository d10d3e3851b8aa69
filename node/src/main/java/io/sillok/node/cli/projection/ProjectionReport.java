package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How a projection stands, for people.
 *
 * @param projection as a node describes it
 */
record ProjectionReport(JsonNode projection) {

  private static final String NONE = "-";

  void print(PrintWriter out) {
    Table table = new Table("PROJECTION", projection.path("name").asText());
    table
        .row("of", of())
        .row("version", projection.path("version").asText())
        .row("reads", reads())
        .row("windows", Table.inOneCell(projection.path("window")))
        .row("waits", waits())
        .row("watermark", watermark(projection))
        .row("lag", projection.path("lag").asText())
        .row("results", projection.path("results").asText())
        .row("events", events())
        .row("pairs", pairs());
    if (projection.has("trouble")) {
      table.row("trouble", projection.path("trouble").asText());
    }
    if (projection.has("next")) {
      table.row("next", next(projection.path("next")));
    }
    for (JsonNode downstream : projection.path("downstream")) {
      table.row("downstream", downstream(downstream));
    }
    table.print(out);
    out.println();
    shards().print(out);
  }

  private String of() {
    return projection.has("module")
        ? "module " + projection.path("module").asText()
        : "a declaration";
  }

  private String reads() {
    List<String> sources = new ArrayList<>();
    projection.path("sources").forEach(source -> sources.add(source.asText()));
    return sources.isEmpty() ? NONE : String.join(", ", sources);
  }

  private String waits() {
    if (!projection.has("emit")) {
      return NONE;
    }
    String refinement =
        projection.has("refinement") ? " refinement=" + projection.path("refinement").asText() : "";
    return "outOfOrderness=%s allowedLateness=%s%s emit=%s"
        .formatted(
            projection.path("outOfOrderness").asText(),
            projection.path("allowedLateness").asText(),
            refinement,
            projection.path("emit").asText());
  }

  private String events() {
    JsonNode events = projection.path("events");
    long read = events.path("read").asLong();
    long skipped = events.path("skipped").asLong();
    long rejected = events.path("rejected").asLong();
    return "%d read = %d taken + %d skipped + %d rejected"
        .formatted(read, read - skipped - rejected, skipped, rejected);
  }

  private String pairs() {
    JsonNode pairs = projection.path("pairs");
    return "%d with a window = %d included + %d late"
        .formatted(
            pairs.path("all").asLong(),
            pairs.path("included").asLong(),
            pairs.path("late").asLong());
  }

  private static String downstream(JsonNode downstream) {
    String trouble = downstream.path("trouble").asText();
    return "%s: %d waiting, %d parked%s"
        .formatted(
            downstream.path("name").asText(),
            downstream.path("waiting").asLong(),
            downstream.path("parked").asLong(),
            trouble.isEmpty() ? "" : "; " + trouble);
  }

  private static String next(JsonNode next) {
    String trouble = next.path("trouble").asText();
    return "version %d, watermark %s, lag %d%s"
        .formatted(
            next.path("version").asInt(),
            watermark(next),
            next.path("lag").asLong(),
            trouble.isEmpty() ? "" : ": " + trouble);
  }

  private Table shards() {
    Table table = new Table("SHARD", "WATERMARK", "RESULTS", "TROUBLE");
    for (JsonNode shard : projection.path("shards")) {
      table.row(
          shard.path("shard").asText(),
          shard.path("watermark").asText(NONE),
          shard.path("results").asText(),
          shard.path("trouble").asText(shard.path("note").asText()));
    }
    return table;
  }

  /** How far event time has come. */
  static String watermark(JsonNode projection) {
    return projection.path("sealed").asBoolean()
        ? "sealed"
        : projection.path("watermark").asText(NONE);
  }
}
