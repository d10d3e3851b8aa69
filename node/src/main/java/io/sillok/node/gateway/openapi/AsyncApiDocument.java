package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The AsyncAPI 3.0 description of the streams that a node serves. */
public final class AsyncApiDocument {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What surrounds an event's own data: name, type and whether it is an instant. */
  private static final Map<String, String> ENVELOPE =
      Map.of(
          "position", "string",
          "partition", "integer",
          "offset", "integer",
          "key", "string",
          "sequenceNumber", "integer",
          "source", "string",
          "id", "string",
          "time", "date-time",
          "appendedAt", "date-time");

  private AsyncApiDocument() {}

  public static ObjectNode of(List<StreamDefinition> streams) {
    ObjectNode document = JSON.objectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Sillok streams")
        .put("version", "1")
        .put(
            "description",
            "Each channel is read over HTTP: by page, as lines, or live as server-sent events.");
    document.put("defaultContentType", "application/json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    Components components = new Components();
    for (StreamDefinition stream : streams) {
      channels.set(stream.name(), channel(stream, components));
      ObjectNode operation = operations.putObject("send." + stream.name()).put("action", "send");
      operation.putObject("channel").put("$ref", "#/channels/" + stream.name());
    }
    document.putObject("components").set("schemas", components.schemas());
    return document;
  }

  private static ObjectNode channel(StreamDefinition stream, Components components) {
    ObjectNode channel =
        JSON.objectNode().put("address", "/v1/streams/%s/events".formatted(stream.name()));
    channel.put("description", description(stream));
    ObjectNode message = channel.putObject("messages").putObject(nameOfEvent(stream));
    message.put("contentType", "application/json");
    ObjectNode data = components.add(stream.name(), (ObjectNode) stream.jsonSchema());
    message.set("payload", envelope(stream.kind() == EventKind.ENTITY ? orNull(data) : data));
    return channel;
  }

  /** An event of a table that removes its key has no value. */
  private static ObjectNode orNull(ObjectNode schema) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(schema).addObject().put("type", "null");
    return either;
  }

  private static String nameOfEvent(StreamDefinition stream) {
    return switch (stream) {
      case OfEntityType(String entityType, EventModel<?> event) -> event.name();
      case Declared declared -> declared.schema().getName();
    };
  }

  private static String description(StreamDefinition stream) {
    return switch (stream) {
      case OfEntityType(String entityType, EventModel<?> event) ->
          "Every %s of entity type %s, those of an entity in their order"
              .formatted(event.name(), entityType);
      case Declared declared ->
          "Events of kind %s, those of a key in the order in which they were appended"
              .formatted(declared.kind().name().toLowerCase(Locale.ROOT));
    };
  }

  private static ObjectNode envelope(ObjectNode data) {
    ObjectNode payload = JSON.objectNode().put("type", "object");
    ObjectNode properties = payload.putObject("properties");
    ENVELOPE.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> {
          boolean instant = field.getValue().equals("date-time");
          ObjectNode property =
              properties
                  .putObject(field.getKey())
                  .put("type", instant ? "string" : field.getValue());
          if (instant) {
            property.put("format", "date-time");
          }
        });
    properties.set("data", data);
    List.of("position", "partition", "offset", "time", "appendedAt", "data")
        .forEach(payload.withArray("required")::add);
    return payload;
  }
}
