package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each of some texts occurred. */
final class Frequencies {

  private static final int MOST = 1_000_000;

  private final Map<String, Long> counts = new HashMap<>();

  void add(String text) {
    counts.merge(text, 1L, Long::sum);
  }

  void add(Frequencies other) {
    other.counts.forEach((text, count) -> counts.merge(text, count, Long::sum));
  }

  /**
   * The most frequent, the most frequent of them first, and those of the same count in order.
   *
   * @throws AggregateException if there are more than 1,000,000 different ones
   */
  List<Frequency> top(int most) {
    if (counts.size() > MOST) {
      throw new AggregateException(
          "There are %d different values, but %d are the most that are counted"
              .formatted(counts.size(), MOST));
    }
    return counts.entrySet().stream()
        .map(entry -> new Frequency(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(Frequency::count).reversed().thenComparing(Frequency::value))
        .limit(most)
        .toList();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<String, Long> entry : new TreeMap<>(counts).entrySet()) {
      Texts.write(entry.getKey(), out);
      out.writeLong(entry.getValue());
    }
  }

  static Frequencies read(DataInput in) throws IOException {
    Frequencies frequencies = new Frequencies();
    int size = in.readInt();
    for (int index = 0; index < size; index++) {
      frequencies.counts.put(Texts.read(in), in.readLong());
    }
    return frequencies;
  }
}
