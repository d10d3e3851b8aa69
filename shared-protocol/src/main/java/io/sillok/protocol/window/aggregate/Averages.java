package io.sillok.protocol.window.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Sums divided by counts. */
final class Averages {

  private static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

  private Averages() {}

  /** To the digits that a double holds. */
  static double of(BigDecimal sum, long count) {
    return sum.divide(BigDecimal.valueOf(count), DIGITS).doubleValue();
  }
}
