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
import java.util.List;
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
    return document(schemas.schema(shape), schemas.definitions);
  }

  /** The schema {@code root} as a document of its own, with what it refers to. */
  public static ObjectNode document(ObjectNode root, ObjectNode definitions) {
    ObjectNode document = NODES.objectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.setAll(root);
    if (!definitions.isEmpty()) {
      document.set("$defs", definitions);
    }
    return document;
  }

  public static ObjectNode enumeration(List<String> symbols) {
    ObjectNode node = ScalarSchemas.typed("string");
    symbols.forEach(node.putArray("enum")::add);
    return node;
  }

  public static ObjectNode array(ObjectNode element) {
    ObjectNode node = ScalarSchemas.typed("array");
    node.set("items", element);
    return node;
  }

  public static ObjectNode map(ObjectNode value) {
    ObjectNode node = ScalarSchemas.typed("object");
    node.set("additionalProperties", value);
    return node;
  }

  /** One of several schemas. */
  public static ObjectNode oneOf(List<ObjectNode> cases) {
    ObjectNode node = NODES.objectNode();
    node.putArray("oneOf").addAll(cases);
    return node;
  }

  /**
   * An object without properties, which takes no others than {@link #property} adds to it.
   *
   * @param discriminator the field that tells the record's name; empty for none
   */
  public static ObjectNode object(String name, String discriminator) {
    ObjectNode node = ScalarSchemas.typed("object");
    node.put("title", name);
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = node.putArray("required");
    if (!discriminator.isEmpty()) {
      properties.putObject(discriminator).put("const", name);
      required.add(discriminator);
    }
    return node.put("additionalProperties", false);
  }

  public static void property(ObjectNode object, String name, ObjectNode schema, boolean required) {
    object.withObjectProperty("properties").set(name, schema);
    if (required) {
      object.withArrayProperty("required").add(name);
    }
  }

  /** The same, or null. */
  public static ObjectNode nullable(ObjectNode schema) {
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

  private ObjectNode schema(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> ScalarSchemas.of(scalar);
      case EnumShape enumeration -> enumeration(enumeration.symbols());
      case RecordShape record -> record(record, "");
      case SealedShape union ->
          oneOf(
              union.cases().stream()
                  .map(record -> record(record, JsonReaders.DISCRIMINATOR))
                  .toList());
      case ListShape(Shape element) -> array(schema(element));
      case SetShape(Shape element) -> array(schema(element)).put("uniqueItems", true);
      case MapShape(Shape value) -> map(schema(value));
    };
  }

  private ObjectNode record(RecordShape record, String discriminator) {
    return recursive.computeIfAbsent(record, Recursion::contains)
        ? reference(record, discriminator)
        : fields(record, discriminator);
  }

  private ObjectNode fields(RecordShape record, String discriminator) {
    ObjectNode node = object(record.name(), discriminator);
    for (Field field : record.fields()) {
      ObjectNode schema = schema(field.shape());
      property(node, field.name(), field.required() ? schema : nullable(schema), field.required());
    }
    return node;
  }

  private ObjectNode reference(RecordShape record, String discriminator) {
    String name = Names.of(record.type()) + (discriminator.isEmpty() ? "" : "." + discriminator);
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, fields(record, discriminator));
    }
    return NODES.objectNode().put("$ref", "#/$defs/" + name);
  }
}
