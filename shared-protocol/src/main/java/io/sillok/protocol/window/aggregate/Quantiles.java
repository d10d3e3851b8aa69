package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Quantiles of numbers to 1 % of their value, from counts in buckets that grow by a factor; which
 * bucket a number is in depends on the number only, and no bucket is ever joined with another.
 *
 * <p>After Masson et al., "DDSketch", VLDB 12(12), 2019, without its bound on buckets.
 */
final class Quantiles {

  private static final double ACCURACY = 0.01;
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);
  private static final double LOG_GROWTH = StrictMath.log(GROWTH);

  private final TreeMap<Integer, Long> negative = new TreeMap<>();
  private final TreeMap<Integer, Long> positive = new TreeMap<>();
  private long zeros;
  private long count;

  /**
   * @throws AggregateException if {@code value} is not finite
   */
  void add(double value) {
    if (!Double.isFinite(value)) {
      throw new AggregateException("%s has no place among numbers".formatted(value));
    }
    count++;
    if (value == 0) {
      zeros++;
    } else {
      (value > 0 ? positive : negative).merge(bucket(Math.abs(value)), 1L, Long::sum);
    }
  }

  void add(Quantiles other) {
    other.negative.forEach((bucket, numbers) -> negative.merge(bucket, numbers, Long::sum));
    other.positive.forEach((bucket, numbers) -> positive.merge(bucket, numbers, Long::sum));
    zeros += other.zeros;
    count += other.count;
  }

  private static int bucket(double magnitude) {
    return (int) StrictMath.ceil(StrictMath.log(magnitude) / LOG_GROWTH);
  }

  /**
   * @param rank from 0, the least, to 1, the greatest
   */
  OptionalDouble at(double rank) {
    if (count == 0) {
      return OptionalDouble.empty();
    }
    long before = (long) (rank * (count - 1));
    for (Map.Entry<Integer, Long> bucket : negative.descendingMap().entrySet()) {
      before -= bucket.getValue();
      if (before < 0) {
        return OptionalDouble.of(-middle(bucket.getKey()));
      }
    }
    before -= zeros;
    if (before < 0) {
      return OptionalDouble.of(0);
    }
    for (Map.Entry<Integer, Long> bucket : positive.entrySet()) {
      before -= bucket.getValue();
      if (before < 0) {
        return OptionalDouble.of(middle(bucket.getKey()));
      }
    }
    throw new IllegalStateException("There are fewer numbers than were counted");
  }

  private static double middle(int bucket) {
    return 2 * StrictMath.exp(bucket * LOG_GROWTH) / (GROWTH + 1);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(zeros);
    for (TreeMap<Integer, Long> buckets : List.of(negative, positive)) {
      out.writeInt(buckets.size());
      for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
        out.writeInt(bucket.getKey());
        out.writeLong(bucket.getValue());
      }
    }
  }

  static Quantiles read(DataInput in) throws IOException {
    Quantiles quantiles = new Quantiles();
    quantiles.zeros = in.readLong();
    quantiles.count = quantiles.zeros;
    for (TreeMap<Integer, Long> buckets : List.of(quantiles.negative, quantiles.positive)) {
      int size = in.readInt();
      for (int index = 0; index < size; index++) {
        int bucket = in.readInt();
        long numbers = in.readLong();
        buckets.put(bucket, numbers);
        quantiles.count += numbers;
      }
    }
    return quantiles;
  }
}
