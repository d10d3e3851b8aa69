package io.sillok.node.window.definition.declared.telling;

import io.sillok.protocol.schema.avro.AvroSchemas;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** What single values of a schema mean to aggregates. */
public enum FieldKind {
  FLAG,
  /** Up to 64 bits. */
  WHOLE,
  FLOATING,
  DECIMAL,
  /** Of any size. */
  INTEGER,
  TEXT,
  CONSTANT,
  UNIQUE_ID,
  TIME,
  DURATION,
  BYTES;

  public static final Set<FieldKind> ALL = EnumSet.allOf(FieldKind.class);
  public static final Set<FieldKind> NUMBERS = EnumSet.of(WHOLE, FLOATING, DECIMAL, INTEGER);
  public static final Set<FieldKind> ORDERED =
      EnumSet.of(WHOLE, FLOATING, DECIMAL, INTEGER, TEXT, TIME, DURATION);

  /** Empty for what has parts. */
  public static Optional<FieldKind> of(Schema schema) {
    String meaning = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    if (meaning != null) {
      return Optional.of(
          switch (meaning) {
            case "decimal", "big-decimal" -> DECIMAL;
            case "big-integer" -> INTEGER;
            case "uuid" -> UNIQUE_ID;
            case "duration-nanos" -> DURATION;
            default -> TIME;
          });
    }
    return switch (schema.getType()) {
      case BOOLEAN -> Optional.of(FLAG);
      case INT, LONG -> Optional.of(WHOLE);
      case FLOAT, DOUBLE -> Optional.of(FLOATING);
      case STRING -> Optional.of(TEXT);
      case ENUM -> Optional.of(CONSTANT);
      case BYTES, FIXED -> Optional.of(BYTES);
      case RECORD, ARRAY, MAP, UNION, NULL -> Optional.empty();
    };
  }

  /** A schema in words. */
  public static String describe(Schema schema) {
    String meaning = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    if (meaning != null) {
      return "%s (%s)".formatted(schema.getType().getName(), meaning);
    }
    return switch (schema.getType()) {
      case UNION -> "one of several records";
      case RECORD, ENUM, FIXED -> "%s (%s)".formatted(schema.getType().getName(), schema.getName());
      default -> schema.getType().getName();
    };
  }
}
