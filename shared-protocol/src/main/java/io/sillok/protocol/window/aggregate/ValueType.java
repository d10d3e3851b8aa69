package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;

/**
 * What values are, where aggregates keep some of them: how they are ordered and written.
 *
 * @param <V> the values
 */
public interface ValueType<V> extends Comparator<V> {

  ValueType<String> TEXT = of(Comparator.naturalOrder(), Texts::write, Texts::read);

  ValueType<Long> WHOLE =
      of(Comparator.naturalOrder(), (value, out) -> out.writeLong(value), DataInput::readLong);

  /** All that are no number are one value, above all others; -0 is below 0. */
  ValueType<Double> DOUBLE =
      of(Comparator.naturalOrder(), (value, out) -> out.writeDouble(value), DataInput::readDouble);

  ValueType<Boolean> FLAG =
      of(
          Comparator.naturalOrder(),
          (value, out) -> out.writeBoolean(value),
          DataInput::readBoolean);

  /** Of two that are the same amount, that with fewer places is the lower. */
  ValueType<BigDecimal> DECIMAL =
      of(
          Comparator.<BigDecimal>naturalOrder().thenComparingInt(BigDecimal::scale),
          ValueType::writeDecimal,
          ValueType::readDecimal);

  ValueType<Instant> TIME =
      of(
          Comparator.<Instant>naturalOrder(),
          (value, out) -> {
            out.writeLong(value.getEpochSecond());
            out.writeInt(value.getNano());
          },
          in -> Instant.ofEpochSecond(in.readLong(), in.readInt()));

  void write(V value, DataOutput out) throws IOException;

  V read(DataInput in) throws IOException;

  /** Writes one value. */
  @FunctionalInterface
  interface Writing<V> {
    void write(V value, DataOutput out) throws IOException;
  }

  /** Reads one value. */
  @FunctionalInterface
  interface Reading<V> {
    V read(DataInput in) throws IOException;
  }

  /** Values that are ordered, written and read so; those that are equal by the order are equal. */
  static <V> ValueType<V> of(Comparator<V> order, Writing<V> writing, Reading<V> reading) {
    return new ValueType<>() {
      @Override
      public int compare(V one, V other) {
        return order.compare(one, other);
      }

      @Override
      public void write(V value, DataOutput out) throws IOException {
        writing.write(value, out);
      }

      @Override
      public V read(DataInput in) throws IOException {
        return reading.read(in);
      }
    };
  }

  private static void writeDecimal(BigDecimal value, DataOutput out) throws IOException {
    byte[] unscaled = value.unscaledValue().toByteArray();
    out.writeInt(value.scale());
    out.writeInt(unscaled.length);
    out.write(unscaled);
  }

  private static BigDecimal readDecimal(DataInput in) throws IOException {
    int scale = in.readInt();
    byte[] unscaled = new byte[in.readInt()];
    in.readFully(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }
}
