package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** The first of some values, up to so many, in the order in which they occurred. */
final class Collected<V> {

  private final TreeSet<Occurred<V>> first = new TreeSet<>(Occurred.ORDER);

  void add(Occurred<V> occurred, int most) {
    if (first.size() < most) {
      first.add(occurred);
    } else if (Occurred.ORDER.compare(occurred, first.last()) < 0) {
      first.pollLast();
      first.add(occurred);
    }
  }

  void add(Collected<V> other, int most) {
    other.first.forEach(occurred -> add(occurred, most));
  }

  List<V> values() {
    return first.stream().map(Occurred::value).toList();
  }

  void write(ValueType<V> type, DataOutput out) throws IOException {
    out.writeInt(first.size());
    for (Occurred<V> occurred : first) {
      Occurred.writing(type).write(occurred, out);
    }
  }

  static <V> Collected<V> read(ValueType<V> type, DataInput in) throws IOException {
    Collected<V> collected = new Collected<>();
    int size = in.readInt();
    for (int index = 0; index < size; index++) {
      collected.first.add(Occurred.reading(type).read(in));
    }
    return collected;
  }
}
