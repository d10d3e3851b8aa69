package io.sillok.node.cli.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.client.Table;
import io.sillok.persistence.Block;
import io.sillok.persistence.LoggedEvent;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What stands at one offset.
 *
 * @param event nothing in a block without events
 */
record DumpLine(Block block, long offset, Optional<LoggedEvent> event) {

  static List<DumpLine> of(Block block) {
    if (block.events().isEmpty()) {
      return List.of(new DumpLine(block, block.firstOffset(), Optional.empty()));
    }
    return IntStream.range(0, block.events().size())
        .mapToObj(index ->
            new DumpLine(
                block, block.firstOffset() + index, Optional.of(block.events().get(index))))
        .toList();
  }

  static Table tableOf(List<DumpLine> lines, boolean payload) {
    Table table =
        new Table(
            "OFFSET",
            "KIND",
            "EPOCH",
            "APPENDED",
            "ID",
            "NUMBER",
            "TIME",
            "SERIALIZER",
            "MANIFEST",
            "BYTES",
            payload ? "TAGS, PAYLOAD" : "TAGS");
    lines.forEach(line -> line.addTo(table, payload));
    return table;
  }

  private void addTo(Table table, boolean payload) {
    table.row(
        Long.toString(offset),
        kind(),
        Long.toString(block.epoch()),
        block.appendedAt().toString(),
        event.map(LoggedEvent::persistenceId).orElse(""),
        event.map(each -> Long.toString(each.sequenceNumber())).orElse(""),
        event.map(each -> each.eventTime().toString()).orElse(""),
        event.map(each -> Integer.toString(each.payload().serializerId())).orElse(""),
        event.map(each -> each.payload().manifest()).orElse(""),
        event.map(each -> Integer.toString(each.payload().bytes().length)).orElse(""),
        event.map(each -> lastCell(each, payload)).orElse(""));
  }

  private static String lastCell(LoggedEvent event, boolean payload) {
    String tags = String.join(",", new TreeSet<>(event.tags()));
    return payload ? (tags + " " + base64(event)).strip() : tags;
  }

  ObjectNode json(boolean payload) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("log", block.log().name())
            .put("partition", block.log().partition())
            .put("offset", offset)
            .put("block", block.firstOffset())
            .put("kind", kind())
            .put("epoch", block.epoch())
            .put("writer", block.writer().toString())
            .put("appendedAt", block.appendedAt().toString());
    event.ifPresent(each -> addTo(json, each, payload));
    return json;
  }

  private static void addTo(ObjectNode json, LoggedEvent event, boolean payload) {
    json.put("persistenceId", event.persistenceId())
        .put("sequenceNumber", event.sequenceNumber())
        .put("previousSequenceNumber", event.previousSequenceNumber())
        .put("eventTime", event.eventTime().toString())
        .put("serializer", event.payload().serializerId())
        .put("manifest", event.payload().manifest())
        .put("bytes", event.payload().bytes().length);
    ArrayNode tags = json.putArray("tags");
    new TreeSet<>(event.tags()).forEach(tags::add);
    if (payload) {
      json.put("payload", base64(event));
    }
  }

  private String kind() {
    return block.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String base64(LoggedEvent event) {
    return Base64.getEncoder().encodeToString(event.payload().bytes());
  }
}
