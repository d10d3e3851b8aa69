package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * An exact sum of doubles, rounded once when it is told; so it does not depend on their order. It
 * is a fixed-point number in digits of 32 bits, of which only those in use are held.
 *
 * <p>After Neal, "Fast exact summation using small and large superaccumulators", 2015.
 */
final class DoubleSum {

  /** The exponent of the last bit of the smallest double. */
  private static final int LEAST = -1074;

  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = 0xffff_ffffL;
  private static final int DIGITS_OF_ONE = 3;

  /** Digits have 31 bits to spare, so carries can wait for so many additions. */
  private static final int ADDITIONS_BEFORE_CARRY = 1 << 28;

  private long[] digits = {};
  private int first;
  private int additions;
  private long count;
  private long infinities;
  private long negativeInfinities;
  private long noNumbers;

  void add(double value) {
    count++;
    if (Double.isFinite(value)) {
      addFinite(value);
    } else if (Double.isNaN(value)) {
      noNumbers++;
    } else if (value > 0) {
      infinities++;
    } else {
      negativeInfinities++;
    }
  }

  private void addFinite(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >> 52) & 0x7ff;
    long mantissa = bits & 0xf_ffff_ffff_ffffL;
    if (exponent != 0) {
      mantissa |= 1L << 52;
      exponent--;
    }
    if (mantissa == 0) {
      return;
    }
    int digit = exponent / DIGIT_BITS;
    int shift = exponent % DIGIT_BITS;
    reserve(digit, digit + DIGITS_OF_ONE);
    long sign = bits < 0 ? -1 : 1;
    long low = (mantissa & DIGIT_MASK) << shift;
    long high = (mantissa >>> DIGIT_BITS) << shift;
    int at = digit - first;
    digits[at] += sign * (low & DIGIT_MASK);
    digits[at + 1] += sign * ((low >>> DIGIT_BITS) + (high & DIGIT_MASK));
    digits[at + 2] += sign * (high >>> DIGIT_BITS);
    if (++additions >= ADDITIONS_BEFORE_CARRY) {
      carry();
    }
  }

  void add(DoubleSum other) {
    count += other.count;
    infinities += other.infinities;
    negativeInfinities += other.negativeInfinities;
    noNumbers += other.noNumbers;
    DoubleSum carried = other.copy();
    carried.carry();
    if (carried.digits.length > 0) {
      reserve(carried.first, carried.first + carried.digits.length);
      for (int index = 0; index < carried.digits.length; index++) {
        digits[carried.first - first + index] += carried.digits[index];
      }
      if (++additions >= ADDITIONS_BEFORE_CARRY) {
        carry();
      }
    }
  }

  private DoubleSum copy() {
    DoubleSum copy = new DoubleSum();
    copy.digits = digits.clone();
    copy.first = first;
    copy.additions = additions;
    return copy;
  }

  private void reserve(int from, int to) {
    if (digits.length == 0) {
      digits = new long[to - from];
      first = from;
    } else if (from < first || to > first + digits.length) {
      int begin = Math.min(from, first);
      long[] more = new long[Math.max(to, first + digits.length) - begin];
      System.arraycopy(digits, 0, more, first - begin, digits.length);
      digits = more;
      first = begin;
    }
  }

  /** Leaves digits from 0 to 2^32 - 1, but for the last, which has the sign. */
  private void carry() {
    additions = 0;
    long[] carried = Arrays.copyOf(digits, digits.length + 1);
    for (int index = 0; index < digits.length; index++) {
      carried[index + 1] += carried[index] >> DIGIT_BITS;
      carried[index] &= DIGIT_MASK;
    }
    digits = carried;
  }

  long count() {
    return count;
  }

  /** The double that is nearest to the sum. */
  double sum() {
    if (noNumbers > 0 || (infinities > 0 && negativeInfinities > 0)) {
      return Double.NaN;
    }
    if (infinities > 0 || negativeInfinities > 0) {
      return infinities > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    double sum = nearest(exact());
    if (Double.isInfinite(sum)) {
      throw new AggregateException("The sum is above what a double holds");
    }
    return sum;
  }

  /** The average, of the exact sum. */
  double average() {
    double sum = sum();
    if (!Double.isFinite(sum)) {
      return sum;
    }
    // More bits than a double has, and one that says whether there would be yet more.
    int bits = Long.SIZE + Double.PRECISION;
    BigInteger exact = exact();
    BigInteger[] parts = exact.abs().shiftLeft(bits).divideAndRemainder(BigInteger.valueOf(count));
    BigInteger quotient = parts[0].shiftLeft(1);
    quotient = parts[1].signum() == 0 ? quotient : quotient.setBit(0);
    double average = nearest(quotient, LEAST - bits - 1);
    return exact.signum() < 0 ? -average : average;
  }

  /** The sum in units of the smallest double. */
  private BigInteger exact() {
    BigInteger exact = BigInteger.ZERO;
    for (int index = digits.length - 1; index >= 0; index--) {
      exact = exact.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(digits[index]));
    }
    return exact.shiftLeft(first * DIGIT_BITS);
  }

  private static double nearest(BigInteger exact) {
    return nearest(exact, LEAST);
  }

  /** The double nearest to {@code value * 2^exponent}; of two, the even one. */
  private static double nearest(BigInteger value, int exponent) {
    BigInteger magnitude = value.abs();
    // What is below the smallest double is cut off as well.
    int cut = Math.max(magnitude.bitLength() - Double.PRECISION, LEAST - exponent);
    long kept;
    if (cut <= 0) {
      cut = 0;
      kept = magnitude.longValueExact();
    } else {
      kept = magnitude.shiftRight(cut).longValueExact();
      boolean half = magnitude.testBit(cut - 1);
      boolean more = magnitude.getLowestSetBit() < cut - 1;
      kept += half && (more || (kept & 1) == 1) ? 1 : 0;
    }
    double nearest = Math.scalb((double) kept, exponent + cut);
    return value.signum() < 0 ? -nearest : nearest;
  }

  void write(DataOutput out) throws IOException {
    BigInteger exact = exact();
    int zeros = Math.max(exact.getLowestSetBit(), 0) / DIGIT_BITS;
    byte[] bytes = exact.shiftRight(zeros * DIGIT_BITS).toByteArray();
    out.writeLong(count);
    out.writeLong(infinities);
    out.writeLong(negativeInfinities);
    out.writeLong(noNumbers);
    out.writeByte(zeros);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  static DoubleSum read(DataInput in) throws IOException {
    DoubleSum sum = new DoubleSum();
    sum.count = in.readLong();
    sum.infinities = in.readLong();
    sum.negativeInfinities = in.readLong();
    sum.noNumbers = in.readLong();
    sum.first = in.readByte();
    byte[] bytes = new byte[in.readShort()];
    in.readFully(bytes);
    BigInteger exact = new BigInteger(bytes);
    if (exact.signum() != 0) {
      sum.digits = new long[exact.bitLength() / DIGIT_BITS + 1];
      for (int index = 0; index < sum.digits.length - 1; index++) {
        sum.digits[index] = exact.longValue() & DIGIT_MASK;
        exact = exact.shiftRight(DIGIT_BITS);
      }
      sum.digits[sum.digits.length - 1] = exact.longValueExact();
    }
    return sum;
  }
}
