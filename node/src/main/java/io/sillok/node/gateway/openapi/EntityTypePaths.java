package io.sillok.node.gateway.openapi;

import static io.sillok.node.gateway.openapi.OperationBuilder.integer;
import static io.sillok.node.gateway.openapi.OperationBuilder.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import io.sillok.protocol.schema.EntityModel.EventModel;

/** The paths of one entity type: its commands, its state, its events and its ids. */
final class EntityTypePaths {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UNAVAILABLE = "`store-failed`, `timeout` or `stopping`";

  private final EntityModel<?, ?, ?> model;
  private final String type;
  private final Components components;

  EntityTypePaths(EntityModel<?, ?, ?> model, Components components) {
    this.model = model;
    this.type = model.type().name();
    this.components = components;
  }

  void addTo(ObjectNode paths) {
    ObjectNode event = components.add(type + ".event", event());
    String collection = "/v1/entities/" + type;
    String entity = collection + "/{id}";
    paths.putObject(collection).set("get", ids());
    paths.putObject(entity).set("get", state());
    paths.putObject(entity + "/events").set("get", events(event));
    paths.putObject(entity + "/verify").set("post", verification());
    for (CommandModel<?> command : model.commands().values()) {
      paths.putObject(entity + "/commands/" + command.name()).set("post", command(command, event));
    }
  }

  private ObjectNode command(CommandModel<?> command, ObjectNode event) {
    ObjectNode schema = command.json().jsonSchema();
    ObjectNode executed = JSON.objectNode().put("type", "object");
    executed.putArray("required").add("reply").add("events").add("sequenceNumber");
    ObjectNode properties = executed.putObject("properties");
    properties.putObject("reply").put("description", "What the entity's rules answer, or null");
    properties.putObject("events").put("type", "array").set("items", event);
    properties.set("sequenceNumber", integer(0));
    return new OperationBuilder(
            type + "." + command.name(), type, "Send %s to a %s".formatted(command.name(), type))
        .entityId()
        .header(
            "Idempotency-Key",
            text().put("maxLength", 255),
            "The command's id, best in double quotes: a retry with the same key and body takes"
                + " effect once and is answered alike")
        .header(
            "If-Match",
            text().put("pattern", "^\"[0-9]+\"$"),
            "The sequence number at which the entity must stand, in double quotes")
        .body(components.add(type + ".command." + command.name(), schema), Examples.of(schema))
        .answers(200, "The command took effect", executed)
        .tagged(200)
        .refuses(
            400,
            "`malformed-json`, `malformed-request`, `invalid-id`, `invalid-parameter`,"
                + " `invalid-idempotency-key` or `invalid-if-match`")
        .refuses(403, "`cross-origin`")
        .refuses(408, "`body-timeout`")
        .refuses(412, "`wrong-sequence-number`, with `expected` and `actual`")
        .tagged(412)
        .refuses(413, "`body-too-large`")
        .refuses(415, "`unsupported-media-type`")
        .refuses(
            422,
            "`invalid-command` with `errors`, `idempotency-key-reused`, or a code of the entity's"
                + " own rules with `rejection`")
        .refuses(500, "`module-defect` or `internal`")
        .refuses(503, UNAVAILABLE)
        .build();
  }

  private ObjectNode state() {
    ObjectNode snapshot = JSON.objectNode().put("type", "object");
    snapshot
        .putArray("required")
        .add("type")
        .add("id")
        .add("sequenceNumber")
        .add("time")
        .add("state");
    ObjectNode properties = snapshot.putObject("properties");
    properties.putObject("type").put("const", type);
    properties.set("id", text());
    properties.set("sequenceNumber", integer(1));
    properties.set("time", instant());
    properties.set("state", components.add(type + ".state", model.stateJson().jsonSchema()));
    return new OperationBuilder(type + ".get", type, "The state of a %s".formatted(type))
        .entityId()
        .query("sequenceNumber", integer(1), "The state after the event with this number")
        .query("at", instant(), "The state at this event time; excludes sequenceNumber")
        .header("If-None-Match", text(), "An entity tag that the client has the state of")
        .answers(200, "The state", snapshot)
        .tagged(200)
        .answersNothing(304, "The client has this state already")
        .refuses(400, "`invalid-id` or `invalid-parameter`")
        .refuses(
            404,
            "`entity-not-found`: it has no events, or had none by then;"
                + " `sequence-number-not-reached`, with `actual`")
        .refuses(503, UNAVAILABLE)
        .build();
  }

  private ObjectNode events(ObjectNode event) {
    return new OperationBuilder(type + ".events", type, "The events of a %s".formatted(type))
        .entityId()
        .query("from", integer(1), "The first sequence number; 1 by default")
        .query("limit", limit(), "At most so many; 100 by default")
        .answers(200, "Some events in order", page("events", event))
        .refuses(400, "`invalid-id` or `invalid-parameter`")
        .refuses(404, "`entity-not-found`: it has no events")
        .refuses(503, UNAVAILABLE)
        .build();
  }

  private ObjectNode verification() {
    ObjectNode outcome = JSON.objectNode().put("type", "object");
    outcome.putArray("required").add("sequenceNumber").add("digest").add("rebuilt").add("equal");
    ObjectNode properties = outcome.putObject("properties");
    properties.set("sequenceNumber", integer(1));
    properties.set("digest", text().put("description", "SHA-256 of the state that it holds"));
    properties.set("rebuilt", text().put("description", "The same of all its events folded anew"));
    properties.putObject("equal").put("type", "boolean");
    return new OperationBuilder(
            type + ".verify", type, "Compare the state of a %s with its events".formatted(type))
        .entityId()
        .answers(200, "Both digests", outcome)
        .refuses(400, "`invalid-id`")
        .refuses(403, "`cross-origin`")
        .refuses(404, "`entity-not-found`: it has no events")
        .refuses(503, UNAVAILABLE)
        .build();
  }

  private ObjectNode ids() {
    return new OperationBuilder(type + ".ids", type, "The ids of all entities of this type")
        .query("after", text(), "Only ids behind this one")
        .query("limit", limit(), "At most so many; 100 by default")
        .answers(200, "Some ids in byte order", page("ids", text()))
        .refuses(400, "`invalid-parameter`")
        .refuses(503, UNAVAILABLE)
        .build();
  }

  private ObjectNode event() {
    ObjectNode event = JSON.objectNode();
    ArrayNode choices = event.putArray("oneOf");
    for (EventModel<?> definition : model.events().values()) {
      ObjectNode choice = choices.addObject().put("type", "object");
      choice
          .putArray("required")
          .add("sequenceNumber")
          .add("event")
          .add("stream")
          .add("time")
          .add("data");
      ObjectNode properties = choice.putObject("properties");
      properties.set("sequenceNumber", integer(1));
      properties.putObject("event").put("const", definition.name());
      properties.putObject("stream").put("const", definition.stream());
      properties.set("time", instant());
      String name = type + ".event." + definition.name();
      components.add(name, definition.json().jsonSchema());
      properties.set("data", Components.reference(name));
    }
    return event;
  }

  private static ObjectNode page(String name, ObjectNode item) {
    ObjectNode page = JSON.objectNode().put("type", "object");
    page.putArray("required").add(name).add("next");
    ObjectNode properties = page.putObject("properties");
    properties.putObject(name).put("type", "array").set("items", item);
    ObjectNode next = properties.putObject("next");
    next.putArray("type").add("string").add("null");
    next.put("description", "Where to go on; null at the end");
    return page;
  }

  private static ObjectNode instant() {
    return text().put("format", "date-time");
  }

  private static ObjectNode limit() {
    return integer(1).put("maximum", 1000);
  }
}
