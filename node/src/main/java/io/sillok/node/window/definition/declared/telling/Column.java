package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.window.aggregate.ValueType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The values that a field has in the JSON of events.
 *
 * @param type how they are ordered and kept
 * @param read of what is not null
 * @param json as events have it
 * @param text equal values have equal texts
 * @param ofText the value of a text
 */
public record Column<V>(
    FieldPath path,
    FieldKind kind,
    ValueType<V> type,
    Function<JsonNode, V> read,
    Function<V, JsonNode> json,
    Function<V, String> text,
    Function<String, V> ofText) {

  /** Empty for a field that has parts. */
  public static Optional<Column<?>> of(FieldPath path) {
    return FieldKind.of(path.schema()).map(kind -> of(path, kind));
  }

  private static Column<?> of(FieldPath path, FieldKind kind) {
    return switch (kind) {
      case FLAG ->
          new Column<>(
              path,
              kind,
              ValueType.FLAG,
              JsonNode::booleanValue,
              BooleanNode::valueOf,
              String::valueOf,
              Boolean::valueOf);
      case WHOLE ->
          new Column<>(
              path,
              kind,
              ValueType.WHOLE,
              JsonNode::longValue,
              LongNode::valueOf,
              String::valueOf,
              Long::valueOf);
      case FLOATING -> floating(path);
      case DECIMAL -> decimal(path, kind, BigDecimal::toString);
      case INTEGER -> decimal(path, kind, value -> value.toBigIntegerExact().toString());
      case TIME, DURATION -> text(path, kind, Moments.of(path.schema()));
      case TEXT, CONSTANT, UNIQUE_ID, BYTES -> text(path, kind, ValueType.TEXT);
    };
  }

  /** A float is the number that its digits say, not that which its bits are as a double. */
  private static Column<Double> floating(FieldPath path) {
    boolean single = path.type() == Schema.Type.FLOAT;
    return new Column<>(
        path,
        FieldKind.FLOATING,
        ValueType.DOUBLE,
        single ? node -> Double.parseDouble(node.asText()) : JsonNode::doubleValue,
        single ? value -> FloatNode.valueOf(value.floatValue()) : DoubleNode::valueOf,
        value -> Double.toString(value + 0.0), // -0 is 0
        Double::valueOf);
  }

  private static Column<BigDecimal> decimal(
      FieldPath path, FieldKind kind, Function<BigDecimal, String> text) {
    return new Column<>(
        path,
        kind,
        ValueType.DECIMAL,
        node -> new BigDecimal(node.asText()),
        value -> TextNode.valueOf(text.apply(value)),
        value -> value.stripTrailingZeros().toString(), // 1.0 is 1.00
        BigDecimal::new);
  }

  private static Column<String> text(FieldPath path, FieldKind kind, ValueType<String> type) {
    return new Column<>(
        path,
        kind,
        type,
        JsonNode::asText,
        TextNode::valueOf,
        Function.identity(),
        Function.identity());
  }

  /** The schema of values, never null. */
  Schema schema() {
    return path.schema();
  }

  /** The value in {@code event}; nothing if that has none. */
  Optional<V> find(JsonNode event) {
    return path.find(event).map(read);
  }
}
