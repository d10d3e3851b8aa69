package io.sillok.node.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EntityVerification;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.IdPage;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.PercentCoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Entities, their events and the results of commands as JSON. */
final class EntityJson {

  private EntityJson() {}

  static JsonBody executed(Executed executed) {
    return json -> {
      json.writeStartObject();
      json.writeFieldName("reply");
      json.writeTree(executed.reply());
      writeEvents(json, executed.events());
      json.writeNumberField("sequenceNumber", executed.sequenceNumber());
      json.writeEndObject();
    };
  }

  static JsonBody snapshot(EntitySnapshot snapshot) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("type", snapshot.entity().type());
      json.writeStringField("id", snapshot.entity().id());
      json.writeNumberField("sequenceNumber", snapshot.sequenceNumber());
      json.writeStringField("time", snapshot.time().toString());
      json.writeFieldName("state");
      json.writeTree(snapshot.state());
      json.writeEndObject();
    };
  }

  static JsonBody events(EntityAddress entity, EventPage page, int limit) {
    return json -> {
      json.writeStartObject();
      writeEvents(json, page.events());
      Optional<String> next =
          page.next().isPresent()
              ? Optional.of(
                  "%s/%s/events?from=%d&limit=%d"
                      .formatted(
                          collection(entity.type()),
                          PercentCoding.encode(entity.id()),
                          page.next().getAsLong(),
                          limit))
              : Optional.empty();
      writeNext(json, next);
      json.writeEndObject();
    };
  }

  static JsonBody ids(String type, IdPage page, int limit) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("ids");
      for (String id : page.ids()) {
        json.writeString(id);
      }
      json.writeEndArray();
      writeNext(
          json,
          page.next()
              .map(after ->
                  "%s?after=%s&limit=%d"
                      .formatted(collection(type), PercentCoding.encode(after), limit)));
      json.writeEndObject();
    };
  }

  private static String collection(String type) {
    return "/v1/entities/" + PercentCoding.encode(type);
  }

  private static void writeEvents(JsonGenerator json, List<EventView> events) throws IOException {
    json.writeArrayFieldStart("events");
    for (EventView event : events) {
      json.writeStartObject();
      json.writeNumberField("sequenceNumber", event.sequenceNumber());
      json.writeStringField("event", event.event());
      json.writeStringField("stream", event.stream());
      json.writeStringField("time", event.time().toString());
      json.writeFieldName("data");
      json.writeTree(event.data());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeNext(JsonGenerator json, Optional<String> next) throws IOException {
    if (next.isPresent()) {
      json.writeStringField("next", next.get());
    } else {
      json.writeNullField("next");
    }
  }

  static JsonBody verification(EntityVerification verification) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField("sequenceNumber", verification.sequenceNumber());
      json.writeStringField("digest", verification.digest());
      json.writeStringField("rebuilt", verification.rebuilt());
      json.writeBooleanField("equal", verification.isEqual());
      json.writeEndObject();
    };
  }
}
