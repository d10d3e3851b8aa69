package io.sillok.protocol.schema.declared.single;

import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Finds what the values of a schema without parts mean: its type and its logical type. */
public final class Singles {

  private static final Set<Schema.Type> TYPES =
      EnumSet.of(
          Schema.Type.BOOLEAN,
          Schema.Type.INT,
          Schema.Type.LONG,
          Schema.Type.FLOAT,
          Schema.Type.DOUBLE,
          Schema.Type.STRING,
          Schema.Type.BYTES,
          Schema.Type.FIXED);

  private static final String DECIMAL = "decimal";
  private static final Map<String, Meaning> MEANINGS = meanings();

  private record Meaning(Schema.Type base, Single single) {}

  private Singles() {}

  private static Map<String, Meaning> meanings() {
    Map<String, Meaning> all = new TreeMap<>();
    for (Scalar scalar : Scalar.values()) {
      Schema schema = AvroSchemas.scalar(scalar);
      String logicalType = schema.getProp(AvroSchemas.LOGICAL_TYPE);
      if (logicalType != null) {
        all.put(logicalType, new Meaning(schema.getType(), new ScalarSingle(scalar)));
      }
    }
    for (TimeSingle time : TimeSingle.values()) {
      all.put(time.logicalType(), new Meaning(time.base(), time));
    }
    return all;
  }

  /** Whether {@code schema} is of a type without parts. */
  public static boolean isSingle(Schema schema) {
    return TYPES.contains(schema.getType());
  }

  /**
   * What the values of {@code schema} mean.
   *
   * @throws IllegalArgumentException with what is wrong and what to do, if they mean nothing here
   */
  public static Single of(Schema schema) {
    String logicalType = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    if (logicalType == null) {
      return plain(schema);
    }
    if (logicalType.equals(DECIMAL)
        && (schema.getType() == Schema.Type.BYTES || schema.getType() == Schema.Type.FIXED)) {
      return DecimalSingle.of(schema);
    }
    Meaning meaning = MEANINGS.get(logicalType);
    if (meaning != null && meaning.base() == schema.getType()) {
      return meaning.single();
    }
    throw new IllegalArgumentException(wrong(logicalType, schema));
  }

  private static Single plain(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> new ScalarSingle(Scalar.BOOLEAN);
      case INT -> new ScalarSingle(Scalar.INT);
      case LONG -> new ScalarSingle(Scalar.LONG);
      case FLOAT -> new ScalarSingle(Scalar.FLOAT);
      case DOUBLE -> new ScalarSingle(Scalar.DOUBLE);
      case STRING -> new ScalarSingle(Scalar.STRING);
      case BYTES -> new ScalarSingle(Scalar.BYTES);
      case FIXED -> new FixedSingle(schema.getFixedSize());
      default ->
          throw new IllegalArgumentException(
              "is of type %s, which has parts".formatted(schema.getType().getName()));
    };
  }

  /** Why {@code logicalType} cannot stand at {@code schema}. */
  public static String wrong(String logicalType, Schema schema) {
    Meaning meaning = MEANINGS.get(logicalType);
    if (meaning != null || logicalType.equals(DECIMAL)) {
      return "has the logicalType %s on %s; write it on %s"
          .formatted(
              logicalType,
              schema.getType().getName(),
              meaning == null ? "bytes or fixed" : meaning.base().getName());
    }
    if (logicalType.equals("duration")) {
      return "has the logicalType duration, whose months are no fixed time; use long with duration-nanos";
    }
    return "has the logicalType '%s', which is not known; leave it out, or use %s"
        .formatted(
            logicalType,
            MEANINGS.keySet().stream().collect(Collectors.joining(", ", DECIMAL + ", ", "")));
  }
}
