package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The schemas that a document's operations refer to. */
final class Components {

  private static final String PREFIX = "#/components/schemas/";

  private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

  /**
   * Takes over a self-contained JSON Schema, with its definitions as schemas of their own.
   *
   * @param name of letters, digits, dots and hyphens
   * @return a schema that refers to it
   */
  ObjectNode add(String name, ObjectNode schema) {
    ObjectNode root = schema.deepCopy();
    JsonNode definitions = root.remove("$defs");
    root.remove("$schema");
    root.remove("$id");
    redirect(root, name);
    schemas.set(name, root);
    if (definitions instanceof ObjectNode named) {
      for (Map.Entry<String, JsonNode> definition : named.properties()) {
        redirect(definition.getValue(), name);
        schemas.set(definitionName(name, definition.getKey()), definition.getValue());
      }
    }
    return reference(name);
  }

  static ObjectNode reference(String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", PREFIX + name);
  }

  ObjectNode schemas() {
    return schemas;
  }

  private static void redirect(JsonNode node, String owner) {
    switch (node) {
      case ObjectNode object -> {
        JsonNode reference = object.get("$ref");
        if (reference != null && !reference.asText().startsWith(PREFIX)) {
          object.put("$ref", PREFIX + target(reference.textValue(), owner));
        }
        object.forEach(child -> redirect(child, owner));
      }
      case ArrayNode array -> array.forEach(child -> redirect(child, owner));
      default -> {}
    }
  }

  private static String target(String reference, String owner) {
    String definition = reference.substring(reference.lastIndexOf('/') + 1);
    return reference.equals("#") ? owner : definitionName(owner, definition);
  }

  private static String definitionName(String owner, String definition) {
    return owner + "." + definition.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
