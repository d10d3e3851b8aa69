package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.util.HashMap;
import java.util.Map;

/**
 * Shapes to JSON Schema 2020-12. Everything stands where it is used, for forms are built of it, but
 * records that contain themselves: those stand in {@code $defs}.
 */
public final class JsonSchemas {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode definitions = NODES.objectNode();
  private final Map<RecordShape, Boolean> recursive = new HashMap<>();

  private JsonSchemas() {}

  public static ObjectNode of(Shape shape) {
    JsonSchemas schemas = new JsonSchemas();
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.setAll(schemas.schema(shape));
    if (!schemas.definitions.isEmpty()) {
      root.set("$defs", schemas.definitions);
    }
    return root;
  }

  private ObjectNode schema(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> ScalarSchemas.of(scalar);
      case EnumShape(var type, var symbols, var constants) -> {
        ObjectNode node = ScalarSchemas.typed("string");
        symbols.forEach(node.putArray("enum")::add);
        yield node;
      }
      case RecordShape record -> isRecursive(record) ? reference(record, "") : object(record, "");
      case SealedShape union -> oneOf(union);
      case ListShape(Shape element) -> array(element);
      case SetShape(Shape element) -> array(element).put("uniqueItems", true);
      case MapShape(Shape value) -> {
        ObjectNode node = ScalarSchemas.typed("object");
        node.set("additionalProperties", schema(value));
        yield node;
      }
    };
  }

  private ObjectNode array(Shape element) {
    ObjectNode node = ScalarSchemas.typed("array");
    node.set("items", schema(element));
    return node;
  }

  private ObjectNode oneOf(SealedShape union) {
    ObjectNode node = NODES.objectNode();
    ArrayNode cases = node.putArray("oneOf");
    for (RecordShape record : union.cases()) {
      cases.add(
          isRecursive(record)
              ? reference(record, SealedReader.DISCRIMINATOR)
              : object(record, SealedReader.DISCRIMINATOR));
    }
    return node;
  }

  /**
   * @param discriminator the field that tells the record's name; empty for none
   */
  private ObjectNode object(RecordShape record, String discriminator) {
    ObjectNode node = ScalarSchemas.typed("object");
    node.put("title", record.name());
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    if (!discriminator.isEmpty()) {
      properties.putObject(discriminator).put("const", record.name());
      required.add(discriminator);
    }
    for (Field field : record.fields()) {
      ObjectNode schema = schema(field.shape());
      properties.set(field.name(), field.required() ? schema : nullable(schema));
      if (field.required()) {
        required.add(field.name());
      }
    }
    node.set("required", required);
    node.put("additionalProperties", false);
    return node;
  }

  private ObjectNode reference(RecordShape record, String discriminator) {
    String name = Names.of(record.type()) + (discriminator.isEmpty() ? "" : "." + discriminator);
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, object(record, discriminator));
    }
    return NODES.objectNode().put("$ref", "#/$defs/" + name);
  }

  private static ObjectNode nullable(ObjectNode schema) {
    if (!schema.has("type")) {
      ObjectNode node = NODES.objectNode();
      node.putArray("anyOf").add(schema).add(ScalarSchemas.typed("null"));
      return node;
    }
    ArrayNode types = NODES.arrayNode();
    if (schema.get("type") instanceof ArrayNode several) {
      types.addAll(several);
    } else {
      types.add(schema.get("type"));
    }
    schema.set("type", types.add(TextNode.valueOf("null")));
    if (schema.get("enum") instanceof ArrayNode symbols) {
      symbols.addNull();
    }
    return schema;
  }

  private boolean isRecursive(RecordShape record) {
    return recursive.computeIfAbsent(record, Recursion::contains);
  }
}
