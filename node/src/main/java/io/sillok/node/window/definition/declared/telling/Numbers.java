package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.aggregate.AggregateException;
import io.sillok.protocol.window.aggregate.Aggregates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Aggregates of numbers, by what numbers a column has. */
final class Numbers {

  private Numbers() {}

  static <V> Aggregate<V, ?, Long> wholeSum(Column<V> column) {
    return Aggregates.sumOfWholes(value -> ((Long) value).longValue());
  }

  static <V> Aggregate<V, ?, BigDecimal> decimalSum(Column<V> column) {
    return Aggregates.sum(value -> (BigDecimal) value);
  }

  static <V> Aggregate<V, ?, Double> doubleSum(Column<V> column) {
    return Aggregates.sumOfDoubles(toDouble(column));
  }

  static <V> Aggregate<V, ?, OptionalDouble> average(Column<V> column) {
    return switch (column.kind()) {
      case WHOLE -> Aggregates.averageOfWholes(value -> ((Long) value).longValue());
      case FLOATING -> Aggregates.averageOfDoubles(toDouble(column));
      case DECIMAL, INTEGER -> averageOfDecimals(column);
      default -> throw none(column);
    };
  }

  /** There are decimals beyond those that a double holds. */
  private static <V> Aggregate<V, ?, OptionalDouble> averageOfDecimals(Column<V> column) {
    Aggregate<V, ?, OptionalDouble> average = Aggregates.average(value -> (BigDecimal) value);
    return Aggregates.all(
        List.of(average),
        averages -> {
          OptionalDouble told = (OptionalDouble) averages.getFirst();
          if (told.isPresent() && !Double.isFinite(told.getAsDouble())) {
            throw new AggregateException(
                "The average of %s is above what a double holds".formatted(column.path().path()));
          }
          return told;
        });
  }

  static <V> ToDoubleFunction<V> toDouble(Column<V> column) {
    if (!FieldKind.NUMBERS.contains(column.kind())) {
      throw none(column);
    }
    return value -> ((Number) value).doubleValue();
  }

  static IllegalArgumentException none(Column<?> column) {
    return new IllegalArgumentException(
        "%s is of type %s, which is no number"
            .formatted(column.path().path(), FieldKind.describe(column.schema())));
  }

  /** Why the value in {@code event} cannot be told, as events are JSON that has neither. */
  static <V> Optional<String> untellable(Column<V> column, JsonNode event) {
    return column.kind() == FieldKind.FLOATING
        ? untellable(column, toDouble(column), event)
        : Optional.empty();
  }

  static <V> Optional<String> untellable(
      Column<V> column, ToDoubleFunction<V> number, JsonNode event) {
    return column
        .find(event)
        .filter(value -> !Double.isFinite(number.applyAsDouble(value)))
        .map(value ->
            "Its %s is %s, but numbers that are aggregated are finite and up to %s"
                .formatted(column.path().path(), shown(value), Double.MAX_VALUE));
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
