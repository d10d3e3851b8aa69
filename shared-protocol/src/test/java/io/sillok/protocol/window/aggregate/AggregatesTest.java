package io.sillok.protocol.window.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AggregatesTest {

  /** An event with a value of each kind. */
  record Sale(Occurrence at, String product, long pieces, BigDecimal price, double weight) {}

  private static final Map<String, Aggregate<Sale, ?, ?>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("count", Aggregates.count()),
              Map.entry("wholes", Aggregates.sumOfWholes(Sale::pieces)),
              Map.entry("average of wholes", Aggregates.averageOfWholes(Sale::pieces)),
              Map.entry("decimals", Aggregates.sum(Sale::price)),
              Map.entry("average of decimals", Aggregates.average(Sale::price)),
              Map.entry("doubles", Aggregates.sumOfDoubles(Sale::weight)),
              Map.entry("average of doubles", Aggregates.averageOfDoubles(Sale::weight)),
              Map.entry("min", Aggregates.min(Sale::price, ValueType.DECIMAL)),
              Map.entry("max", Aggregates.max(Sale::weight, ValueType.DOUBLE)),
              Map.entry("first", Aggregates.first(Sale::product, ValueType.TEXT)),
              Map.entry("last", Aggregates.last(Sale::pieces, ValueType.WHOLE)),
              Map.entry("collect", Aggregates.collect(Sale::product, ValueType.TEXT, 5)),
              Map.entry("few distinct", Aggregates.distinct(Sale::product, 3)),
              Map.entry("distinct", Aggregates.distinct(Sale::product)),
              Map.entry("percentile", Aggregates.percentile(Sale::pieces, 90)),
              Map.entry(
                  "both",
                  Aggregates.both(
                      Aggregates.count(), Aggregates.sum(Sale::price), (n, sum) -> n + "/" + sum)),
              Map.entry(
                  "all",
                  Aggregates.all(
                      List.of(Aggregates.count(), Aggregates.top(Sale::product, 1)), List::copyOf)),
              Map.entry("top", Aggregates.top(Sale::product, 3))));

  @Property(tries = 300)
  void results_and_bytes_depend_on_the_events_only(
      @ForAll("sales") List<Sale> sales, @ForAll Random random) {
    ALL.forEach((name, aggregate) -> assertSame(name, aggregate, sales, random));
  }

  private static <A> void assertSame(
      String name, Aggregate<Sale, A, ?> aggregate, List<Sale> sales, Random random) {
    A inOrder = fold(aggregate, sales);
    byte[] bytes = bytes(aggregate, inOrder);
    Object result = result(aggregate, inOrder);
    List<Sale> shuffled = new ArrayList<>(sales);
    Collections.shuffle(shuffled, random);
    A merged = aggregate.zero();
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(4));
      A part = fold(aggregate, shuffled.subList(from, to));
      byte[] before = bytes(aggregate, part);
      merged =
          random.nextBoolean()
              ? aggregate.merge(merged, part)
              : aggregate.merge(merged, read(aggregate, before));
      assertThat(bytes(aggregate, part)).as(name).isEqualTo(before);
      from = to;
    }
    merged = aggregate.merge(merged, aggregate.zero());
    assertThat(bytes(aggregate, merged)).as(name).isEqualTo(bytes);
    assertThat(result(aggregate, merged)).as(name).isEqualTo(result);
    A restored = read(aggregate, bytes);
    assertThat(bytes(aggregate, restored)).as(name).isEqualTo(bytes);
    assertThat(result(aggregate, restored)).as(name).isEqualTo(result);
  }

  @Property
  void each_is_what_it_says(@ForAll("sales") List<Sale> sales) {
    List<Sale> ordered = sales.stream().sorted(Comparator.comparing(Sale::at)).toList();
    BigInteger pieces =
        sales.stream()
            .map(sale -> BigInteger.valueOf(sale.pieces()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigDecimal prices = sales.stream().map(Sale::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal weights =
        sales.stream()
            .map(sale -> new BigDecimal(sale.weight()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(told("count", sales)).isEqualTo((long) sales.size());
    assertThat(told("wholes", sales))
        .isEqualTo(pieces.bitLength() < 64 ? pieces.longValue() : AggregateException.class);
    assertThat(told("decimals", sales)).isEqualTo(prices);
    assertThat(told("doubles", sales)).isEqualTo(weights.doubleValue());
    assertThat(told("average of doubles", sales))
        .isEqualTo(
            sales.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                    weights
                        .divide(BigDecimal.valueOf(sales.size()), new MathContext(1_200))
                        .doubleValue()));
    assertThat(told("first", sales)).isEqualTo(ordered.stream().map(Sale::product).findFirst());
    assertThat(told("last", sales))
        .isEqualTo(ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.getLast().pieces()));
    assertThat(told("collect", sales))
        .isEqualTo(ordered.stream().map(Sale::product).limit(5).toList());
    assertThat(told("distinct", sales))
        .isEqualTo(new Distinct(sales.stream().map(Sale::product).distinct().count(), true));
    assertThat(told("max", sales))
        .isEqualTo(sales.stream().map(Sale::weight).max(Comparator.naturalOrder()));
  }

  @Test
  void whole_numbers_that_overflow_on_the_way_sum_up_all_the_same() {
    Aggregate<Long, ?, Long> sum = Aggregates.sumOfWholes(value -> value);
    assertThat(of(sum, Long.MAX_VALUE, 1L, -2L)).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(of(sum, Long.MIN_VALUE, -1L, 1L)).isEqualTo(Long.MIN_VALUE);
    assertThatThrownBy(() -> of(sum, Long.MAX_VALUE, 1L))
        .isInstanceOf(AggregateException.class)
        .hasMessageContaining("9223372036854775808");
    assertThatThrownBy(() -> of(sum, Long.MIN_VALUE, -1L))
        .hasMessageContaining("-9223372036854775809");
  }

  @Test
  void doubles_of_all_sizes_sum_up_exactly() {
    Aggregate<Double, ?, Double> sum = Aggregates.sumOfDoubles(value -> value);
    assertThat(of(sum, 1e300, 1.0, -1e300)).isEqualTo(1.0);
    assertThat(of(sum, 0.1, 0.2, 0.3)).isEqualTo(0.6);
    assertThat(of(sum, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
        .isEqualTo(Double.MIN_VALUE);
    assertThat(of(sum, Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
        .isEqualTo(Double.MAX_VALUE);
    assertThat(of(sum, -Double.MIN_NORMAL, Double.MIN_VALUE))
        .isEqualTo(-Double.MIN_NORMAL + Double.MIN_VALUE);
    assertThat(of(sum, Double.POSITIVE_INFINITY, 1.0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(of(sum, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
    assertThatThrownBy(() -> of(sum, Double.MAX_VALUE, Double.MAX_VALUE))
        .isInstanceOf(AggregateException.class);
  }

  @Test
  void many_distinct_values_are_estimated_and_it_says_so() {
    Aggregate<Integer, ?, Distinct> distinct = Aggregates.distinct(value -> "user-" + value, 100);
    for (int values : new int[] {100, 101, 1_000, 30_000, 300_000}) {
      Distinct told = of(distinct, new Random(1).ints(3L * values, 0, values).boxed().toList());
      long real = new HashSet<>(new Random(1).ints(3L * values, 0, values).boxed().toList()).size();
      assertThat(told.exact()).isEqualTo(real <= 100);
      assertThat((double) told.count())
          .isCloseTo((double) real, within(told.exact() ? 0 : real * 0.03));
    }
  }

  @Test
  void percentiles_are_within_a_hundredth_of_the_number_there() {
    List<Double> numbers =
        new Random(7)
            .doubles(10_000, -1e6, 1e9)
            .boxed()
            .map(number -> number * number * Math.signum(number))
            .toList();
    List<Double> sorted = numbers.stream().sorted().toList();
    for (double percent : new double[] {0, 0.1, 25, 50, 90, 99, 99.9, 100}) {
      Aggregate<Double, ?, OptionalDouble> percentile =
          Aggregates.percentile(value -> value, percent);
      double there = sorted.get((int) (percent / 100 * (sorted.size() - 1)));
      assertThat(of(percentile, numbers).orElseThrow())
          .isCloseTo(there, within(Math.abs(there) * 0.0101));
    }
    assertThat(of(Aggregates.<Double>percentile(value -> value, 50), List.of())).isEmpty();
    assertThat(of(Aggregates.<Double>percentile(value -> value, 50), List.of(-1.0, 0.0, 1.0)))
        .hasValue(0);
  }

  @Test
  void the_most_frequent_come_first_and_equals_in_order() {
    assertThat(
            of(
                Aggregates.<String>top(value -> value, 3),
                List.of("b", "c", "a", "c", "d", "a", "e", "c")))
        .containsExactly(new Frequency("c", 3), new Frequency("a", 2), new Frequency("b", 1));
  }

  private static <R> R of(Aggregate<Long, ?, R> aggregate, Long... events) {
    return of(aggregate, List.of(events));
  }

  private static <R> R of(Aggregate<Double, ?, R> aggregate, Double... events) {
    return of(aggregate, List.of(events));
  }

  private static <E, A, R> R of(Aggregate<E, A, R> aggregate, List<E> events) {
    A accumulator = aggregate.zero();
    for (int index = 0; index < events.size(); index++) {
      accumulator = aggregate.add(accumulator, events.get(index), new Occurrence(index, 0, index));
    }
    return aggregate.result(accumulator);
  }

  private static Object told(String name, List<Sale> sales) {
    return told(Objects.requireNonNull(ALL.get(name)), sales);
  }

  private static <A> Object told(Aggregate<Sale, A, ?> aggregate, List<Sale> sales) {
    return result(aggregate, fold(aggregate, sales));
  }

  private static <A> Object result(Aggregate<Sale, A, ?> aggregate, A accumulator) {
    try {
      return aggregate.result(accumulator);
    } catch (AggregateException none) {
      return AggregateException.class;
    }
  }

  private static <A> A fold(Aggregate<Sale, A, ?> aggregate, List<Sale> sales) {
    A accumulator = aggregate.zero();
    for (Sale sale : sales) {
      accumulator = aggregate.add(accumulator, sale, sale.at());
    }
    return accumulator;
  }

  private static <A> byte[] bytes(Aggregate<?, A, ?> aggregate, A accumulator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      aggregate.write(accumulator, new DataOutputStream(out));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static <A> A read(Aggregate<?, A, ?> aggregate, byte[] bytes) {
    try {
      return aggregate.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Provide
  static Arbitrary<List<Sale>> sales() {
    Arbitrary<Sale> sale =
        Combinators.combine(
                Arbitraries.longs().between(0, 20),
                Arbitraries.integers().between(0, 8),
                Arbitraries.longs(),
                Arbitraries.bigDecimals()
                    .between(BigDecimal.valueOf(-1000), BigDecimal.valueOf(1000))
                    .ofScale(4),
                Arbitraries.doubles())
            .as((time, product, pieces, price, weight) ->
                new Sale(
                    new Occurrence(time, product % 3, 0),
                    "p-" + product,
                    pieces,
                    price,
                    weight / 100));
    return sale.list()
        .ofMaxSize(25)
        .map(sales -> {
          List<Sale> numbered = new ArrayList<>();
          for (Sale one : sales) {
            numbered.add(
                new Sale(
                    new Occurrence(one.at().time(), one.at().partition(), numbered.size()),
                    one.product(),
                    one.pieces(),
                    one.price(),
                    one.weight()));
          }
          return numbered;
        });
  }
}
