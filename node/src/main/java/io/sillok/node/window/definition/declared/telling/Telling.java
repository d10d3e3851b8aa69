package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.Aggregates;
import io.sillok.protocol.window.aggregate.Distinct;
import io.sillok.protocol.window.aggregate.Frequency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Makes aggregates of a field, and what is told of them.
 *
 * @param name of the field of results
 * @param column that is aggregated
 */
public record Telling<V>(String name, Column<V> column) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public static Told count(String name) {
    return new Told(
        name,
        Aggregates.count(),
        Schema.create(Schema.Type.LONG),
        number -> Optional.of(LongNode.valueOf((Long) number)),
        event -> Optional.empty());
  }

  /**
   * @throws IllegalArgumentException if the aggregation is not for such fields
   */
  public Told of(Aggregation aggregation) {
    return switch (aggregation) {
      case Aggregation.Count count -> count(name);
      case Aggregation.Plain plain -> plain(plain.plain());
      case Aggregation.Distinct distinct ->
          told(
              Aggregates.distinct(column.text(), distinct.exact()),
              ResultSchemas.distinct(),
              Telling::distinct);
      case Aggregation.Percentile percentile ->
          percentile(Aggregates.percentile(Numbers.toDouble(column), percentile.percent()));
      case Aggregation.Top top ->
          told(
              Aggregates.top(column.text(), top.most()),
              ResultSchemas.top(name, column.schema()),
              this::frequencies);
      case Aggregation.Collect collect ->
          told(
              Aggregates.collect(value -> value, column.type(), collect.most()),
              Schema.createArray(column.schema()),
              this::collected);
    };
  }

  private Told plain(Aggregation.Plain.Function function) {
    return switch (function) {
      case SUM -> sum();
      case AVG -> nullable(Numbers.average(column), ResultSchemas.NUMBER, Telling::number);
      case MIN -> one(Aggregates.min(value -> value, column.type()));
      case MAX -> one(Aggregates.max(value -> value, column.type()));
      case FIRST -> one(Aggregates.first(value -> value, column.type()));
      case LAST -> one(Aggregates.last(value -> value, column.type()));
    };
  }

  private Told sum() {
    return switch (column.kind()) {
      case WHOLE ->
          told(Numbers.wholeSum(column), ResultSchemas.WHOLE, value -> LongNode.valueOf(value));
      case FLOATING ->
          told(Numbers.doubleSum(column), ResultSchemas.NUMBER, value -> DoubleNode.valueOf(value));
      case DECIMAL -> told(Numbers.decimalSum(column), ResultSchemas.DECIMAL, Telling::decimal);
      case INTEGER -> told(Numbers.decimalSum(column), ResultSchemas.INTEGER, Telling::integer);
      default -> throw Numbers.none(column);
    };
  }

  private static JsonNode decimal(BigDecimal sum) {
    return NODES.textNode(sum.toString());
  }

  private static JsonNode integer(BigDecimal sum) {
    return NODES.textNode(sum.toBigIntegerExact().toString());
  }

  private Told one(Aggregate<V, ?, Optional<V>> aggregate) {
    return nullable(aggregate, column.schema(), value -> value.map(column.json()));
  }

  /** Numbers beyond those that a double holds have no place among doubles. */
  private Told percentile(Aggregate<V, ?, OptionalDouble> aggregate) {
    Told told = nullable(aggregate, ResultSchemas.NUMBER, Telling::number);
    return new Told(
        name,
        told.aggregate(),
        told.schema(),
        told.json(),
        event -> Numbers.untellable(column, Numbers.toDouble(column), event));
  }

  private static Optional<JsonNode> number(OptionalDouble number) {
    return number.isPresent()
        ? Optional.of(DoubleNode.valueOf(number.getAsDouble()))
        : Optional.empty();
  }

  private static JsonNode distinct(Distinct distinct) {
    return NODES.objectNode().put("count", distinct.count()).put("exact", distinct.exact());
  }

  private JsonNode frequencies(List<Frequency> frequencies) {
    ArrayNode array = NODES.arrayNode(frequencies.size());
    for (Frequency frequency : frequencies) {
      V value = column.ofText().apply(frequency.value());
      ObjectNode each = array.addObject();
      each.set("value", column.json().apply(value));
      each.put("count", frequency.count());
    }
    return array;
  }

  private JsonNode collected(List<V> values) {
    ArrayNode array = NODES.arrayNode(values.size());
    values.forEach(value -> array.add(column.json().apply(value)));
    return array;
  }

  private <R> Told told(Aggregate<V, ?, R> aggregate, Schema schema, Function<R, JsonNode> json) {
    return toldIfAny(aggregate, schema, result -> Optional.of(json.apply(result)));
  }

  private <R> Told nullable(
      Aggregate<V, ?, R> aggregate, Schema schema, Function<R, Optional<JsonNode>> json) {
    return toldIfAny(aggregate, ResultSchemas.nullable(schema), json);
  }

  @SuppressWarnings("unchecked") // what an aggregate tells is told to none but its own function
  private <R> Told toldIfAny(
      Aggregate<V, ?, R> aggregate, Schema schema, Function<R, Optional<JsonNode>> json) {
    return new Told(
        name,
        new OfField<>(column, aggregate),
        schema,
        result -> json.apply((R) result),
        event -> Numbers.untellable(column, event));
  }
}
