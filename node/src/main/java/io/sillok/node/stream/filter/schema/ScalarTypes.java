package io.sillok.node.stream.filter.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Single values. Dates and times of day are texts, because ISO 8601 sorts as time does and CEL has
 * no type for them. Decimals are doubles: the nearest double tells all decimals of up to 15 digits
 * apart, and keeps their order, so a comparison with a literal is exact for them.
 */
final class ScalarTypes {

  private static final ValueType BOOLEAN =
      new ValueType(SimpleType.BOOL, (node, absences) -> bool(node));
  private static final ValueType INTEGER =
      new ValueType(SimpleType.INT, (node, absences) -> integer(node));
  private static final ValueType FLOAT =
      new ValueType(SimpleType.DOUBLE, (node, absences) -> Double.parseDouble(number(node)));
  private static final ValueType DOUBLE =
      new ValueType(SimpleType.DOUBLE, (node, absences) -> floating(node));
  private static final ValueType DECIMAL =
      new ValueType(
          SimpleType.DOUBLE,
          (node, absences) -> node.isTextual() ? Double.parseDouble(text(node)) : floating(node));
  private static final ValueType BYTES =
      new ValueType(
          SimpleType.BYTES,
          (node, absences) -> CelByteString.of(Base64.getDecoder().decode(text(node))));
  private static final ValueType TIMESTAMP =
      new ValueType(SimpleType.TIMESTAMP, (node, absences) -> Instant.parse(text(node)));
  private static final ValueType DURATION =
      new ValueType(SimpleType.DURATION, (node, absences) -> Duration.parse(text(node)));

  /** Whatever the JSON is; for unions of which CEL knows no type. */
  static final ValueType ANY = new ValueType(SimpleType.DYN, (node, absences) -> any(node));

  private ScalarTypes() {}

  /**
   * @param schema neither of a record nor of a collection nor of a union
   */
  static ValueType of(Schema schema) {
    String meaning = schema.getProp("logicalType");
    return Optional.ofNullable(meaning)
        .flatMap(ScalarTypes::logical)
        .orElseGet(() -> plain(schema));
  }

  private static Optional<ValueType> logical(String meaning) {
    return Optional.ofNullable(
        switch (meaning) {
          case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> TIMESTAMP;
          case "duration-nanos" -> DURATION;
          case "decimal", "big-decimal", "big-integer" -> DECIMAL;
          case "date" -> text(TextRule.DATE);
          case "time-millis", "time-micros" -> text(TextRule.TIME);
          case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" ->
              text(TextRule.DATE_AND_TIME);
          case "uuid" -> text(TextRule.UNIQUE_ID);
          default -> null;
        });
  }

  private static ValueType plain(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> BOOLEAN;
      case INT, LONG -> INTEGER;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case STRING -> text(TextRule.NONE);
      case ENUM -> text(TextRule.oneOf(schema.getEnumSymbols()));
      case BYTES, FIXED -> BYTES;
      case NULL, RECORD, ARRAY, MAP, UNION -> ANY;
    };
  }

  static ValueType text(TextRule rule) {
    return new ValueType(SimpleType.STRING, (node, absences) -> text(node), rule);
  }

  private static boolean bool(JsonNode node) {
    require(node.isBoolean(), node, "a boolean");
    return node.booleanValue();
  }

  private static long integer(JsonNode node) {
    require(node.isIntegralNumber() && node.canConvertToLong(), node, "a 64-bit integer");
    return node.longValue();
  }

  private static double floating(JsonNode node) {
    require(node.isNumber(), node, "a number");
    return node.doubleValue();
  }

  /** As it is written: a float of 0.1 is not the nearest double to 0.1. */
  private static String number(JsonNode node) {
    require(node.isNumber(), node, "a number");
    return node.asText();
  }

  private static String text(JsonNode node) {
    require(node.isTextual(), node, "a string");
    return node.textValue();
  }

  private static Object any(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.textValue();
      case NUMBER -> node.isIntegralNumber() ? (Object) integer(node) : (Object) floating(node);
      case ARRAY -> {
        List<Object> elements = new ArrayList<>(node.size());
        node.forEach(element -> elements.add(RecordValue.orNull(ANY, element, new Absences())));
        yield elements;
      }
      case OBJECT -> {
        Map<String, Object> entries = new HashMap<>();
        node.properties()
            .forEach(entry ->
                entries.put(
                    entry.getKey(), RecordValue.orNull(ANY, entry.getValue(), new Absences())));
        yield entries;
      }
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("%s has no type in a filter".formatted(node));
    };
  }

  static void require(boolean condition, JsonNode node, String expected) {
    if (!condition) {
      String found = node.toString();
      throw new IllegalArgumentException(
          "Expected %s, but the event has %s"
              .formatted(expected, found.length() > 60 ? found.substring(0, 60) + "…" : found));
    }
  }
}
