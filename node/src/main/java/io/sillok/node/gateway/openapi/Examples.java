package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes a small value that fits a JSON Schema: required fields only. */
final class Examples {

  private static final int MAX_DEPTH = 8;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode root;

  private Examples(ObjectNode root) {
    this.root = root;
  }

  /**
   * @param schema self-contained
   */
  static JsonNode of(ObjectNode schema) {
    return new Examples(schema).value(schema, 0);
  }

  private JsonNode value(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH) {
      return NullNode.instance;
    }
    if (schema.has("$ref")) {
      return value(root.at(schema.get("$ref").asText().substring(1)), depth + 1);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    for (String choice : new String[] {"enum", "examples"}) {
      if (schema.path(choice).path(0).isValueNode()) {
        return schema.get(choice).get(0);
      }
    }
    for (String choice : new String[] {"oneOf", "anyOf"}) {
      if (schema.path(choice).has(0)) {
        return value(schema.get(choice).get(0), depth + 1);
      }
    }
    return typed(schema, depth);
  }

  private JsonNode typed(JsonNode schema, int depth) {
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> JSON.textNode(text(schema));
      case "integer" -> JSON.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
      case "number" -> JSON.numberNode(1);
      case "boolean" -> JSON.booleanNode(true);
      default -> NullNode.instance;
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    for (JsonNode name : schema.path("required")) {
      JsonNode property = schema.path("properties").path(name.asText());
      object.set(name.asText(), value(property, depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    if (schema.path("minItems").asInt() > 0) {
      array.add(value(schema.path("items"), depth + 1));
    }
    return array;
  }

  private static String text(JsonNode schema) {
    if (schema.has("pattern")) {
      return "12.50";
    }
    return Map.of(
            "date-time", "2026-01-31T12:00:00Z",
            "date", "2026-01-31",
            "duration", "PT1H",
            "uuid", "0b7a4f5e-6a0e-4c43-9a3e-5f4b1f6f2a10",
            "decimal", "12.50")
        .getOrDefault(schema.path("format").asText(), "text");
  }
}
