package io.sillok.node.stream.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.JsonCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** Comparisons of events that went through JSON give what Java's own give. */
class FilterLikeJavaTest {

  record Measured(
      long number,
      double floating,
      String text,
      BigDecimal decimal,
      Instant time,
      Duration duration) {}

  private static final JsonCodec<Measured> JSON = JsonCodec.of(Measured.class);

  @Property(tries = 150)
  void whole_numbers(
      @ForAll long left,
      @ForAll @LongRange(min = -2, max = 2) long apart,
      @ForAll("operators") String operator) {
    long right = left + apart; // may be at the other end, which is another order
    assertComparison(
        measured(left, 0, "", BigDecimal.ONE, Instant.EPOCH, Duration.ZERO),
        "data.number %s %d".formatted(operator, right),
        operator,
        Long.compare(left, right));
  }

  @Property(tries = 150)
  void floating_numbers(
      @ForAll("floatings") double left,
      @ForAll("floatings") double right,
      @ForAll("operators") String operator) {
    assertComparison(
        measured(0, left, "", BigDecimal.ONE, Instant.EPOCH, Duration.ZERO),
        "data.floating %s %s".formatted(operator, right),
        operator,
        Double.compare(left, right));
  }

  @Property(tries = 150)
  void decimals_of_up_to_15_digits(
      @ForAll @BigRange(min = "-99999999.9999999", max = "99999999.9999999") @Scale(7)
          BigDecimal left,
      @ForAll @BigRange(min = "-3", max = "3") @Scale(0) BigDecimal units,
      @ForAll("operators") String operator) {
    BigDecimal right = left.add(units.scaleByPowerOfTen(-7));
    assertComparison(
        measured(0, 0, "", left, Instant.EPOCH, Duration.ZERO),
        "data.decimal %s %s".formatted(operator, right.setScale(7).toPlainString()),
        operator,
        left.compareTo(right));
  }

  @Property(tries = 150)
  void texts(
      @ForAll("texts") String left,
      @ForAll("texts") String right,
      @ForAll("operators") String operator) {
    assertComparison(
        measured(0, 0, left, BigDecimal.ONE, Instant.EPOCH, Duration.ZERO),
        "data.text %s '%s'".formatted(operator, right),
        operator,
        left.compareTo(right));
    assertThat(
            test(
                measured(0, 0, left, BigDecimal.ONE, Instant.EPOCH, Duration.ZERO),
                "data.text.contains('%s')".formatted(right)))
        .isEqualTo(left.contains(right));
  }

  @Property(tries = 150)
  void times_and_durations(
      @ForAll @LongRange(min = -60_000_000_000_000_000L, max = 250_000_000_000_000_000L)
          long micros,
      @ForAll @LongRange(min = -2, max = 2) long apart,
      @ForAll("operators") String operator) {
    Instant time =
        Instant.EPOCH.plusNanos(micros % 1_000_000 * 1_000).plusSeconds(micros / 1_000_000);
    Duration duration = Duration.ofNanos(micros);
    Measured measured = measured(0, 0, "", BigDecimal.ONE, time, duration);
    assertComparison(
        measured,
        "data.time %s timestamp('%s')".formatted(operator, time.plusNanos(apart * 1_000)),
        operator,
        Long.compare(0, apart));
    assertComparison(
        measured,
        "data.duration %s duration('%s')".formatted(operator, duration.plusNanos(apart)),
        operator,
        Long.compare(0, apart));
  }

  @Provide
  Arbitrary<String> operators() {
    return Arbitraries.of("<", "<=", ">", ">=", "==", "!=");
  }

  /** Few, so that some are equal. */
  @Provide
  Arbitrary<Double> floatings() {
    return Arbitraries.of(-1e300, -2.5, -0.1, 0.0, 0.1, 0.30000000000000004, 0.3, 1.0, 1e17, 1e300);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab가 ").ofMaxLength(4);
  }

  private static Measured measured(
      long number,
      double floating,
      String text,
      BigDecimal decimal,
      Instant time,
      Duration duration) {
    return new Measured(number, floating, text, decimal, time, duration);
  }

  private static void assertComparison(
      Measured measured, String expression, String operator, int order) {
    assertThat(test(measured, expression))
        .as("%s for %s", expression, measured)
        .isEqualTo(holds(operator, order));
  }

  /**
   * @param order below, at or above zero, as comparators have it
   */
  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "==" -> order == 0;
      case "!=" -> order != 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static boolean test(Measured measured, String expression) {
    return EventFilter.compile(expression, AvroCodec.of(Measured.class).schema())
        .test(OrderPlaced.event(JSON.toTree(measured)));
  }
}
