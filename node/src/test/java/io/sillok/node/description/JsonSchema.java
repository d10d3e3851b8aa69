package io.sillok.node.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A JSON Schema that says what is wrong with a value, formats such as times included. */
public final class JsonSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @param document a schema by itself; of draft 2020-12 if it does not say otherwise
   */
  public static JsonSchema of(String document) {
    return new JsonSchema(REGISTRY.getSchema(document, InputFormat.JSON));
  }

  /**
   * The same as {@code schema}, but objects may have only those members that are described, so that
   * nothing is left out of a description.
   *
   * @param components what its references lead to
   */
  static JsonSchema exactly(JsonNode schema, JsonNode components) {
    ObjectNode document = schema.deepCopy();
    document.set("components", components.deepCopy());
    close(document);
    return of(document.toString());
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(JsonSchema::close);
  }

  /** All that is wrong with {@code value}. */
  public List<String> faults(JsonNode value) {
    return schema.validate(value.toString(), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }
}
