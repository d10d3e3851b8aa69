package io.sillok.protocol.window.aggregate;

import java.util.Comparator;

/** A value, and which event had it. */
record Occurred<V>(Occurrence at, V value) {

  /** Of what one event has there is one. */
  static final Comparator<Occurred<?>> ORDER = Comparator.comparing(Occurred::at);

  static <V> ValueType.Writing<Occurred<V>> writing(ValueType<V> type) {
    return (occurred, out) -> {
      occurred.at.write(out);
      type.write(occurred.value, out);
    };
  }

  static <V> ValueType.Reading<Occurred<V>> reading(ValueType<V> type) {
    return in -> new Occurred<>(Occurrence.read(in), type.read(in));
  }
}
