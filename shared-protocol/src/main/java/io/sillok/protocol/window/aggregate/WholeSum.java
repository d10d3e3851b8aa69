package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of whole numbers in 128 bits, which no number of events overflows; so a sum that fits fits
 * in whatever order it was made.
 */
final class WholeSum {

  private long high;
  private long low;
  private long count;

  void add(long value) {
    add(value >> 63, value);
    count++;
  }

  void add(WholeSum other) {
    add(other.high, other.low);
    count += other.count;
  }

  private void add(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }

  long count() {
    return count;
  }

  /**
   * @throws AggregateException if no {@code long} holds it
   */
  long sum() {
    if (high != low >> 63) {
      throw new AggregateException("The sum is %s, which no 64 bits hold".formatted(exact()));
    }
    return low;
  }

  /** The average to 17 digits, as a double holds. */
  double average() {
    return Averages.of(new BigDecimal(exact()), count);
  }

  private BigInteger exact() {
    return BigInteger.valueOf(high)
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(high);
    out.writeLong(low);
  }

  static WholeSum read(DataInput in) throws IOException {
    WholeSum sum = new WholeSum();
    sum.count = in.readLong();
    sum.high = in.readLong();
    sum.low = in.readLong();
    return sum;
  }
}
