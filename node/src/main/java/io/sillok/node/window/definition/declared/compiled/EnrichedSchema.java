package io.sillok.node.window.definition.declared.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Makes the schema of events that have what was looked up for them as one more field. */
final class EnrichedSchema {

  /** The field; it is left out where the table had no value. */
  static final String FIELD = "lookup";

  private static final String NAMESPACE = "io.sillok.lookup";

  private final Map<String, Schema> renamed = new HashMap<>();

  private EnrichedSchema() {}

  /**
   * @param event a record without the field
   * @param table a record
   */
  static Schema of(Schema event, Schema table) {
    List<Schema.Field> fields = new ArrayList<>();
    event.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema value = new EnrichedSchema().apart(table);
    fields.add(
        new Schema.Field(
            FIELD,
            Schema.createUnion(Schema.create(Schema.Type.NULL), value),
            null,
            Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(
        event.getName(), event.getDoc(), event.getNamespace(), event.isError(), fields);
  }

  /** The same with names that none of the event's types has. */
  private Schema apart(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> named(schema);
      case ARRAY -> withProps(schema, Schema.createArray(apart(schema.getElementType())));
      case MAP -> withProps(schema, Schema.createMap(apart(schema.getValueType())));
      case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::apart).toList());
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema;
    };
  }

  private Schema named(Schema schema) {
    Schema known = renamed.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    String namespace =
        schema.getNamespace() == null ? NAMESPACE : NAMESPACE + "." + schema.getNamespace();
    Schema apart =
        switch (schema.getType()) {
          case ENUM ->
              Schema.createEnum(
                  schema.getName(),
                  schema.getDoc(),
                  namespace,
                  schema.getEnumSymbols(),
                  schema.getEnumDefault());
          case FIXED ->
              Schema.createFixed(
                  schema.getName(), schema.getDoc(), namespace, schema.getFixedSize());
          default -> Schema.createRecord(schema.getName(), schema.getDoc(), namespace, false);
        };
    renamed.put(schema.getFullName(), apart);
    if (schema.getType() == Schema.Type.RECORD) {
      apart.setFields(
          schema.getFields().stream()
              .map(field -> new Schema.Field(field, apart(field.schema())))
              .toList());
    }
    return withProps(schema, apart);
  }

  private static Schema withProps(Schema schema, Schema apart) {
    schema.getObjectProps().forEach(apart::addProp);
    if (schema.getLogicalType() != null) {
      schema.getLogicalType().addToSchema(apart);
    }
    return apart;
  }
}
