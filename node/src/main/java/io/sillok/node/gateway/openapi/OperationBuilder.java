package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes one operation: what it takes, and what it answers. */
final class OperationBuilder {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode operation = JSON.objectNode();
  private final ArrayNode parameters = JSON.arrayNode();
  private final ObjectNode responses = JSON.objectNode();

  /**
   * @param id unique in the document
   * @param tag groups operations, for people
   */
  OperationBuilder(String id, String tag, String summary) {
    operation.put("operationId", id);
    operation.putArray("tags").add(tag);
    operation.put("summary", summary);
  }

  OperationBuilder entityId() {
    ObjectNode schema = text().put("minLength", 1).put("maxLength", 255);
    parameter(
            "path",
            "id",
            schema,
            "The entity's id; percent-encoded, without control characters, neither . nor ..")
        .put("required", true)
        .put("example", "example-1");
    return this;
  }

  OperationBuilder query(String name, ObjectNode schema, String description) {
    parameter("query", name, schema, description);
    return this;
  }

  OperationBuilder header(String name, ObjectNode schema, String description) {
    parameter("header", name, schema, description);
    return this;
  }

  OperationBuilder body(ObjectNode schema, JsonNode example) {
    ObjectNode body = operation.putObject("requestBody");
    body.put("description", "The command; an empty body stands for {}");
    body.put("required", example.size() > 0);
    body.putObject("content")
        .putObject("application/json")
        .<ObjectNode>set("schema", schema)
        .set("example", example);
    return this;
  }

  OperationBuilder answers(int status, String description, ObjectNode schema) {
    return answers(status, description, "application/json", schema);
  }

  OperationBuilder answers(int status, String description, String mediaType, ObjectNode schema) {
    response(status, description).putObject("content").putObject(mediaType).set("schema", schema);
    return this;
  }

  OperationBuilder answersNothing(int status, String description) {
    response(status, description);
    return this;
  }

  /** The answer carries the entity's sequence number as its entity tag. */
  OperationBuilder tagged(int status) {
    headers(status)
        .putObject("ETag")
        .put("description", "The entity's sequence number in double quotes")
        .set("schema", text());
    return this;
  }

  /**
   * @param codes what the problem may be called, for people
   */
  OperationBuilder refuses(int status, String codes) {
    answers(status, codes, "application/problem+json", Components.reference("Problem"));
    if (status == 503) {
      headers(status)
          .putObject("Retry-After")
          .put("description", "Seconds to wait before asking again")
          .set("schema", integer(1));
    }
    return this;
  }

  ObjectNode build() {
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    operation.set("responses", responses);
    return operation;
  }

  static ObjectNode text() {
    return JSON.objectNode().put("type", "string");
  }

  static ObjectNode integer(long minimum) {
    return JSON.objectNode().put("type", "integer").put("format", "int64").put("minimum", minimum);
  }

  private ObjectNode parameter(String in, String name, ObjectNode schema, String description) {
    ObjectNode parameter = parameters.addObject();
    parameter.put("in", in).put("name", name).put("description", description);
    parameter.set("schema", schema);
    return parameter;
  }

  private ObjectNode response(int status, String description) {
    return responses.putObject(Integer.toString(status)).put("description", description);
  }

  private ObjectNode headers(int status) {
    return ((ObjectNode) responses.get(Integer.toString(status))).withObject("/headers");
  }
}
