package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.declared.single.Singles;
import io.sillok.protocol.schema.declared.tree.Defaults;
import io.sillok.protocol.schema.declared.tree.Union;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonSchemas;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Schemas of Avro to JSON Schema 2020-12; of the same form as those of records. */
final class DeclaredJsonSchemas {

  private final Defaults defaults;
  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

  private DeclaredJsonSchemas(Defaults defaults) {
    this.defaults = defaults;
  }

  static ObjectNode of(Schema schema, Defaults defaults) {
    DeclaredJsonSchemas schemas = new DeclaredJsonSchemas(defaults);
    return JsonSchemas.document(schemas.schema(schema), schemas.definitions);
  }

  private ObjectNode schema(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, "");
      case ENUM -> JsonSchemas.enumeration(schema.getEnumSymbols());
      case ARRAY -> JsonSchemas.array(schema(schema.getElementType()));
      case MAP -> JsonSchemas.map(schema(schema.getValueType()));
      case UNION -> union(Union.of(schema));
      default -> Singles.of(schema).jsonSchema();
    };
  }

  private ObjectNode union(Union union) {
    ObjectNode value =
        union.isDiscriminated()
            ? JsonSchemas.oneOf(
                union.values().stream()
                    .map(record -> record(record, JsonReaders.DISCRIMINATOR))
                    .toList())
            : schema(union.value());
    return union.isOptional() ? JsonSchemas.nullable(value) : value;
  }

  private ObjectNode record(Schema record, String discriminator) {
    return reaches(record, record, new HashSet<>())
        ? reference(record, discriminator)
        : fields(record, discriminator);
  }

  private ObjectNode fields(Schema record, String discriminator) {
    ObjectNode node = JsonSchemas.object(AvroSchemas.recordName(record), discriminator);
    for (Schema.Field field : record.getFields()) {
      JsonNode otherwise = defaults.json(field);
      ObjectNode schema = schema(field.schema());
      if (otherwise != null && !otherwise.isNull()) {
        schema.set("default", otherwise);
      }
      JsonSchemas.property(node, field.name(), schema, otherwise == null);
    }
    return node;
  }

  private ObjectNode reference(Schema record, String discriminator) {
    String name = record.getFullName() + (discriminator.isEmpty() ? "" : "." + discriminator);
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, fields(record, discriminator));
    }
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + name);
  }

  /** Whether a value of {@code sought} can stand within {@code schema}, but for itself. */
  private static boolean reaches(Schema schema, Schema sought, Set<String> visited) {
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream().anyMatch(field -> leads(field.schema(), sought, visited));
      case ARRAY -> leads(schema.getElementType(), sought, visited);
      case MAP -> leads(schema.getValueType(), sought, visited);
      case UNION -> schema.getTypes().stream().anyMatch(each -> leads(each, sought, visited));
      default -> false;
    };
  }

  private static boolean leads(Schema schema, Schema sought, Set<String> visited) {
    if (schema.getType() != Schema.Type.RECORD) {
      return reaches(schema, sought, visited);
    }
    return schema.getFullName().equals(sought.getFullName())
        || (visited.add(schema.getFullName()) && reaches(schema, sought, visited));
  }
}
