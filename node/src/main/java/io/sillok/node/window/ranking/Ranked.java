package io.sillok.node.window.ranking;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * A result by its number.
 *
 * @param start of its window, in microseconds since 1970
 * @param end of its window, in microseconds since 1970
 * @param result as JSON
 */
record Ranked(BigDecimal value, String key, long start, long end, String result) {

  /** The largest first; those of the same value by key, start and end. */
  static final Comparator<Ranked> ORDER =
      Comparator.comparing(Ranked::value)
          .reversed()
          .thenComparing(Ranked::key)
          .thenComparingLong(Ranked::start)
          .thenComparingLong(Ranked::end);
}
