package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.DataAdvice.Advice;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPage;
import io.sillok.node.stream.time.StreamTimes.Reached;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.event.LiveClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Streams and their events as JSON. */
public final class StreamJson {

  private StreamJson() {}

  static JsonBody list(List<StreamDefinition> streams, StreamRates rates) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("streams");
      for (StreamDefinition stream : streams) {
        json.writeStartObject();
        writeNames(json, stream);
        json.writeBooleanField(
            "retired", stream instanceof Declared declared && declared.isRetired());
        json.writeNumberField("eventsPerSecond", rates.perSecond(stream.name()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody definition(StreamDefinition stream) {
    return definition(stream, List.of(), Reached.NOWHERE);
  }

  /**
   * @param advice what its events say about it
   * @param reached how far its event time has come
   */
  static JsonBody definition(StreamDefinition stream, List<Advice> advice, Reached reached) {
    return json -> {
      json.writeStartObject();
      writeNames(json, stream);
      if (stream instanceof Declared declared) {
        write(json, declared);
      }
      writeIf(json, "eventTimeReached", reached.eventTime().map(Instant::toString));
      if (reached.sealed()) {
        json.writeBooleanField("sealed", true);
      }
      json.writeFieldName("schema");
      json.writeTree(JsonBody.MAPPER.readTree(stream.schema().toString()));
      json.writeFieldName("jsonSchema");
      json.writeTree(stream.jsonSchema());
      json.writeArrayFieldStart("warnings");
      for (Finding warning : stream.warnings()) {
        writeWarning(json, warning);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("advice");
      for (Advice each : advice) {
        json.writeStartObject();
        json.writeStringField("rule", each.rule());
        json.writeStringField("field", each.field());
        json.writeStringField("advice", each.advice());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, Declared stream) throws IOException {
    StreamDeclaration declaration = stream.declaration();
    writeIf(json, "key", declaration.key());
    writeIf(json, "eventTime", declaration.eventTime());
    writeIf(json, "retention", declaration.retention().map(Duration::toString));
    if (declaration.clock().isPresent()) {
      LiveClock clock = declaration.clock().get();
      json.writeObjectFieldStart("clock");
      json.writeObjectFieldStart("live");
      json.writeStringField("delay", clock.delay().toString());
      json.writeStringField("mostAhead", clock.mostAhead().toString());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeNumberField("version", stream.version());
    json.writeBooleanField("retired", stream.isRetired());
  }

  private static void writeNames(JsonGenerator json, StreamDefinition stream) throws IOException {
    json.writeStringField("name", stream.name());
    json.writeStringField("kind", stream.kind().name().toLowerCase(Locale.ROOT));
    switch (stream) {
      case OfEntityType ofEntityType -> {
        json.writeStringField("declaredBy", "entity-type");
        json.writeStringField("entityType", ofEntityType.entityType());
        json.writeStringField("event", ofEntityType.event().name());
      }
      case Declared declared -> {
        Optional<String> module = declared.declaration().module();
        json.writeStringField("declaredBy", module.isPresent() ? "module" : "http");
        writeIf(json, "module", module);
      }
    }
    json.writeStringField("fingerprint", HexFormat.of().toHexDigits(stream.fingerprint()));
  }

  private static void writeIf(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
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
      json.writeBooleanField("more", page.more());
      json.writeEndObject();
    };
  }

  /** As readers of streams get it. */
  public static JsonBody event(StreamEvent event) {
    return event(event, event.position().text());
  }

  /**
   * @param position in place of that in the stream
   */
  static JsonBody event(StreamEvent event, String position) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("position", position);
      json.writeNumberField("partition", event.partition());
      json.writeNumberField("offset", event.offset());
      writeIf(json, "key", event.key());
      if (event.sequenceNumber().isPresent()) {
        json.writeNumberField("sequenceNumber", event.sequenceNumber().getAsLong());
      }
      writeIf(json, "source", event.id().map(EventId::source));
      writeIf(json, "id", event.id().map(EventId::id));
      json.writeStringField("time", event.time().toString());
      json.writeStringField("appendedAt", event.appendedAt().toString());
      json.writeFieldName("data");
      json.writeTree(event.data());
      json.writeEndObject();
    };
  }
}
