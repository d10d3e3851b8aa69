package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How a processor stands, for people.
 *
 * @param processor as a node describes it
 */
record ProcessorReport(JsonNode processor) {

  private static final String NONE = "-";

  void print(PrintWriter out) {
    Table table = new Table("PROCESSOR", processor.path("name").asText());
    table
        .row("of", "module " + processor.path("module").asText())
        .row("reads", processor.path("input").asText())
        .row("writes", writes())
        .row(
            "status",
            "%s since %s"
                .formatted(processor.path("status").asText(), processor.path("since").asText()))
        .row("lag", processor.path("lag").asText())
        .row("parked", processor.path("parked").asText())
        .row("left out", processor.path("leftOut").asText())
        .row("attempts", processor.path("attempts").asText())
        .row("revision", processor.path("revision").asText());
    if (processor.has("reason")) {
      table.row("trouble", processor.path("reason").asText());
    }
    table.print(out);
    out.println();
    partitions().print(out);
  }

  private String writes() {
    List<String> outputs = new ArrayList<>();
    processor.path("outputs").forEach(output -> outputs.add(output.asText()));
    return outputs.isEmpty() ? NONE : String.join(", ", outputs);
  }

  private Table partitions() {
    Table table =
        new Table("PARTITION", "STATUS", "NEXT", "HEAD", "LAG", "PARKED", "LEFT OUT", "TROUBLE");
    for (JsonNode partition : processor.path("partitions")) {
      table.row(
          partition.path("partition").asText(),
          partition.path("status").asText(),
          partition.path("next").asText(),
          partition.path("head").asText(),
          partition.path("lag").asText(),
          partition.path("parked").asText(),
          partition.path("leftOut").asText(),
          trouble(partition));
    }
    return table;
  }

  /** Why it does not go on, and what its states lack. */
  private static String trouble(JsonNode partition) {
    List<String> troubles = new ArrayList<>();
    if (partition.has("reason")) {
      troubles.add(partition.path("reason").asText());
    }
    JsonNode leftOut = partition.path("lastLeftOut");
    if (leftOut.isObject()) {
      troubles.add(
          "the last left out is offset %d: %s"
              .formatted(leftOut.path("offset").asLong(), leftOut.path("reason").asText()));
    }
    return String.join("; ", troubles);
  }
}
