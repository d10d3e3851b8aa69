package io.sillok.protocol.window.aggregate;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The aggregates that there are; sums are exact, and none depends on the order of events. */
public final class Aggregates {

  private static final int EXACT_DISTINCT = 10_000;

  private Aggregates() {}

  /** How many events there are. */
  public static <E> Aggregate<E, ?, Long> count() {
    return new Count<>();
  }

  /** The sum of whole numbers; there is none above what a {@code long} holds. */
  public static <E> Aggregate<E, ?, Long> sumOfWholes(ToLongFunction<E> value) {
    return wholes(value, WholeSum::sum);
  }

  /** The average of whole numbers; empty if there is no event. */
  public static <E> Aggregate<E, ?, OptionalDouble> averageOfWholes(ToLongFunction<E> value) {
    return wholes(
        value, sum -> sum.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.average()));
  }

  private static <E, R> Aggregate<E, ?, R> wholes(
      ToLongFunction<E> value, Function<WholeSum, R> result) {
    return new Folding<E, WholeSum, R>(
        WholeSum::new,
        (sum, event, at) -> sum.add(value.applyAsLong(event)),
        WholeSum::add,
        result,
        WholeSum::write,
        WholeSum::read);
  }

  /** The sum of decimals, with as many places as the most that one has. */
  public static <E> Aggregate<E, ?, BigDecimal> sum(Function<E, BigDecimal> value) {
    return decimals(value, DecimalSum::sum);
  }

  /** The average of decimals; empty if there is no event. */
  public static <E> Aggregate<E, ?, OptionalDouble> average(Function<E, BigDecimal> value) {
    return decimals(
        value, sum -> sum.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.average()));
  }

  private static <E, R> Aggregate<E, ?, R> decimals(
      Function<E, BigDecimal> value, Function<DecimalSum, R> result) {
    return new Folding<E, DecimalSum, R>(
        DecimalSum::new,
        (sum, event, at) -> sum.add(value.apply(event)),
        DecimalSum::add,
        result,
        DecimalSum::write,
        DecimalSum::read);
  }

  /** The sum of doubles, rounded once. */
  public static <E> Aggregate<E, ?, Double> sumOfDoubles(ToDoubleFunction<E> value) {
    return doubles(value, DoubleSum::sum);
  }

  /** The average of doubles, rounded once; empty if there is no event. */
  public static <E> Aggregate<E, ?, OptionalDouble> averageOfDoubles(ToDoubleFunction<E> value) {
    return doubles(
        value, sum -> sum.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.average()));
  }

  private static <E, R> Aggregate<E, ?, R> doubles(
      ToDoubleFunction<E> value, Function<DoubleSum, R> result) {
    return new Folding<E, DoubleSum, R>(
        DoubleSum::new,
        (sum, event, at) -> sum.add(value.applyAsDouble(event)),
        DoubleSum::add,
        result,
        DoubleSum::write,
        DoubleSum::read);
  }

  /** The least value; empty if there is no event. */
  public static <E, V> Aggregate<E, ?, Optional<V>> min(Function<E, V> value, ValueType<V> type) {
    return extreme(value, type, type);
  }

  /** The greatest value; empty if there is no event. */
  public static <E, V> Aggregate<E, ?, Optional<V>> max(Function<E, V> value, ValueType<V> type) {
    return extreme(value, type, type.reversed());
  }

  private static <E, V> Aggregate<E, ?, Optional<V>> extreme(
      Function<E, V> value, ValueType<V> type, Comparator<V> order) {
    return new Folding<E, Extreme<V>, Optional<V>>(
        Extreme::new,
        (least, event, at) -> least.add(value.apply(event), order),
        (least, other) -> least.add(other, order),
        Extreme::least,
        (least, out) -> least.write(type::write, out),
        in -> Extreme.read(type::read, in));
  }

  /** The value of the first event by event time, partition and offset; empty if there is none. */
  public static <E, V> Aggregate<E, ?, Optional<V>> first(Function<E, V> value, ValueType<V> type) {
    return occurred(value, type, Occurred.ORDER);
  }

  /** The value of the last event by event time, partition and offset; empty if there is none. */
  public static <E, V> Aggregate<E, ?, Optional<V>> last(Function<E, V> value, ValueType<V> type) {
    return occurred(value, type, Occurred.ORDER.reversed());
  }

  private static <E, V> Aggregate<E, ?, Optional<V>> occurred(
      Function<E, V> value, ValueType<V> type, Comparator<Occurred<?>> order) {
    return new Folding<E, Extreme<Occurred<V>>, Optional<V>>(
        Extreme::new,
        (least, event, at) -> least.add(new Occurred<>(at, value.apply(event)), order),
        (least, other) -> least.add(other, order),
        least -> least.least().map(Occurred::value),
        (least, out) -> least.write(Occurred.writing(type), out),
        in -> Extreme.read(Occurred.reading(type), in));
  }

  /**
   * The values in the order of event time, partition and offset.
   *
   * @param most so many, the first; at least 1
   */
  public static <E, V> Aggregate<E, ?, List<V>> collect(
      Function<E, V> value, ValueType<V> type, int most) {
    atLeastOne("collect", most);
    return new Folding<E, Collected<V>, List<V>>(
        Collected::new,
        (collected, event, at) -> collected.add(new Occurred<>(at, value.apply(event)), most),
        (collected, other) -> collected.add(other, most),
        Collected::values,
        (collected, out) -> collected.write(type, out),
        in -> Collected.read(type, in));
  }

  /** How many different values there are: exactly up to 10,000, and estimated beyond. */
  public static <E> Aggregate<E, ?, Distinct> distinct(Function<E, String> value) {
    return distinct(value, EXACT_DISTINCT);
  }

  /**
   * How many different values there are.
   *
   * @param exact up to so many exactly, and estimated beyond; at least 1
   */
  public static <E> Aggregate<E, ?, Distinct> distinct(Function<E, String> value, int exact) {
    atLeastOne("distinct", exact);
    return new Folding<E, DistinctValues, Distinct>(
        DistinctValues::new,
        (values, event, at) -> values.add(value.apply(event), exact),
        (values, other) -> values.add(other, exact),
        DistinctValues::count,
        DistinctValues::write,
        DistinctValues::read);
  }

  /**
   * The number below which a part of the numbers is, to 1 % of its value; empty if there is none.
   *
   * @param percent from 0, the least, to 100, the greatest
   */
  public static <E> Aggregate<E, ?, OptionalDouble> percentile(
      ToDoubleFunction<E> value, double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "A percentile must be from 0 to 100, but is %s".formatted(percent));
    }
    return new Folding<E, Quantiles, OptionalDouble>(
        Quantiles::new,
        (quantiles, event, at) -> quantiles.add(value.applyAsDouble(event)),
        Quantiles::add,
        quantiles -> quantiles.at(percent / 100),
        Quantiles::write,
        Quantiles::read);
  }

  /**
   * The most frequent values with their counts, those of the same count in order.
   *
   * @param most so many; at least 1
   */
  public static <E> Aggregate<E, ?, List<Frequency>> top(Function<E, String> value, int most) {
    atLeastOne("top", most);
    return new Folding<E, Frequencies, List<Frequency>>(
        Frequencies::new,
        (frequencies, event, at) -> frequencies.add(value.apply(event)),
        Frequencies::add,
        frequencies -> frequencies.top(most),
        Frequencies::write,
        Frequencies::read);
  }

  /** Two aggregates of the same events, told as one. */
  @SuppressWarnings("unchecked") // each result is of its own aggregate
  public static <E, A, B, R> Aggregate<E, ?, R> both(
      Aggregate<E, ?, A> one, Aggregate<E, ?, B> other, BiFunction<A, B, R> together) {
    return new Combined<>(
        List.of(one, other),
        results -> together.apply((A) results.getFirst(), (B) results.getLast()));
  }

  /**
   * Any number of aggregates of the same events, told as one.
   *
   * @param together gets their results in the order of {@code parts}
   */
  public static <E, R> Aggregate<E, ?, R> all(
      List<Aggregate<E, ?, ?>> parts, Function<List<Object>, R> together) {
    return new Combined<>(parts, together);
  }

  private static void atLeastOne(String aggregate, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "%s must hold at least 1 value, but is to hold %d".formatted(aggregate, number));
    }
  }
}
