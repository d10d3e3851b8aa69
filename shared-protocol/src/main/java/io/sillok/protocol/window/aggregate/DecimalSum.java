package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** An exact sum of decimals, with as many places as the most that one has. */
final class DecimalSum {

  /** More digits come from values that are no amounts of anything. */
  private static final int MOST_DIGITS = 1_000;

  private BigDecimal sum = BigDecimal.ZERO;
  private long count;

  void add(BigDecimal value) {
    sum = sum.add(value);
    count++;
  }

  void add(DecimalSum other) {
    sum = sum.add(other.sum);
    count += other.count;
  }

  long count() {
    return count;
  }

  /**
   * @throws AggregateException if it has more than 1,000 digits
   */
  BigDecimal sum() {
    if (sum.precision() > MOST_DIGITS || Math.abs(sum.scale()) > MOST_DIGITS) {
      throw new AggregateException(
          "The sum has %d digits and %d places, but %d are the most"
              .formatted(sum.precision(), sum.scale(), MOST_DIGITS));
    }
    return sum;
  }

  double average() {
    return Averages.of(sum(), count);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    ValueType.DECIMAL.write(sum, out);
  }

  static DecimalSum read(DataInput in) throws IOException {
    DecimalSum sum = new DecimalSum();
    sum.count = in.readLong();
    sum.sum = ValueType.DECIMAL.read(in);
    return sum;
  }
}
