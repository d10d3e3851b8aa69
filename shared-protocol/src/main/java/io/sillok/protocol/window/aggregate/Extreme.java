package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The least of some values, by an order. */
final class Extreme<V> {

  private @Nullable V least;

  void add(V value, Comparator<? super V> order) {
    if (least == null || order.compare(value, least) < 0) {
      least = value;
    }
  }

  void add(Extreme<V> other, Comparator<? super V> order) {
    if (other.least != null) {
      add(other.least, order);
    }
  }

  Optional<V> least() {
    return Optional.ofNullable(least);
  }

  void write(ValueType.Writing<V> type, DataOutput out) throws IOException {
    out.writeBoolean(least != null);
    if (least != null) {
      type.write(least, out);
    }
  }

  static <V> Extreme<V> read(ValueType.Reading<V> type, DataInput in) throws IOException {
    Extreme<V> extreme = new Extreme<>();
    if (in.readBoolean()) {
      extreme.least = type.read(in);
    }
    return extreme;
  }
}
