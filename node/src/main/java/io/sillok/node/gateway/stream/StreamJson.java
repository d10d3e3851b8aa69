package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPage;
import io.sillok.protocol.design.Finding;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** Streams and their events as JSON. */
public final class StreamJson {

  private StreamJson() {}

  static JsonBody list(List<StreamDefinition> streams) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("streams");
      for (StreamDefinition stream : streams) {
        json.writeStartObject();
        writeNames(json, stream);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody definition(StreamDefinition stream) {
    return json -> {
      json.writeStartObject();
      writeNames(json, stream);
      json.writeFieldName("schema");
      json.writeTree(JsonBody.MAPPER.readTree(stream.event().avro().schema().toString()));
      json.writeFieldName("jsonSchema");
      json.writeTree(stream.event().json().jsonSchema());
      json.writeArrayFieldStart("warnings");
      for (Finding warning : stream.event().warnings()) {
        writeWarning(json, warning);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void writeNames(JsonGenerator json, StreamDefinition stream) throws IOException {
    json.writeStringField("name", stream.name());
    json.writeStringField("kind", "entity");
    json.writeStringField("entityType", stream.entityType());
    json.writeStringField("event", stream.event().name());
    json.writeStringField(
        "fingerprint", HexFormat.of().toHexDigits(stream.event().avro().fingerprint()));
  }

  /** As {@code GET /v1/modules} shows it, too. */
  public static void writeWarning(JsonGenerator json, Finding warning) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", warning.rule());
    json.writeStringField("field", warning.field());
    json.writeStringField("problem", warning.problem());
    json.writeStringField("remedy", warning.remedy());
    json.writeEndObject();
  }

  static JsonBody page(StreamPage page) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("events");
      for (StreamEvent event : page.events()) {
        event(event).write(json);
      }
      json.writeEndArray();
      json.writeStringField("next", page.next().text());
      json.writeEndObject();
    };
  }

  static JsonBody event(StreamEvent event) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("position", event.position().text());
      json.writeNumberField("partition", event.partition());
      json.writeNumberField("offset", event.offset());
      json.writeStringField("key", event.key());
      json.writeNumberField("sequenceNumber", event.sequenceNumber());
      json.writeStringField("time", event.time().toString());
      json.writeStringField("appendedAt", event.appendedAt().toString());
      json.writeFieldName("data");
      json.writeTree(event.data());
      json.writeEndObject();
    };
  }
}
