package io.sillok.loadtests.availability;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How long several had to wait for the same. */
record Waits(List<Duration> sorted) {

  /** The heading of the longest. */
  static final String GREATEST = "greatest s";

  private static final double MILLIS_PER_SECOND = 1e3;

  Waits {
    sorted = sorted.stream().sorted().toList();
  }

  Waits(Collection<Duration> waits) {
    this(List.copyOf(waits));
  }

  /** Seconds of the one in the middle; of two, that of the shorter wait. 0 for none. */
  double median() {
    return sorted.isEmpty() ? 0 : seconds(sorted.get((sorted.size() - 1) / 2));
  }

  /** Seconds of the longest; 0 for none. */
  double greatest() {
    return sorted.isEmpty() ? 0 : seconds(sorted.getLast());
  }

  /** Both by the headings of their columns. */
  Map<String, Double> figures() {
    return Map.of("median s", median(), GREATEST, greatest());
  }

  static double seconds(Duration time) {
    return time.toMillis() / MILLIS_PER_SECOND;
  }
}
