package io.sillok.loadtests.report;

import io.sillok.loadtests.Comparison.Sample;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** All samples of one contender at one shape of the work; at least one. */
public record Figure(String shape, String contender, List<Sample> samples) {

  /** The headings of latencies, which all have. */
  public static final String P50 = "p50 ms";

  public static final String P99 = "p99 ms";

  public Figure {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("No sample of %s at %s".formatted(contender, shape));
    }
  }

  public Spread rate() {
    return spread(Sample::rate);
  }

  public Spread p50Millis() {
    return spread(Sample::p50Millis);
  }

  public Spread p99Millis() {
    return spread(Sample::p99Millis);
  }

  /** The headings of its further figures. */
  public Set<String> extras() {
    Set<String> headings = new TreeSet<>();
    samples.forEach(sample -> headings.addAll(sample.extras().keySet()));
    return headings;
  }

  /** The further figure under {@code heading}, which each sample has. */
  public Spread extra(String heading) {
    return spread(sample -> sample.extras().getOrDefault(heading, Double.NaN));
  }

  /** Any of its figures but the rate, under the heading of its column. */
  Spread under(String heading) {
    return switch (heading) {
      case P50 -> p50Millis();
      case P99 -> p99Millis();
      default -> extra(heading);
    };
  }

  private Spread spread(ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** The least, middle and greatest of several values. */
  public record Spread(double min, double median, double max) {}
}
