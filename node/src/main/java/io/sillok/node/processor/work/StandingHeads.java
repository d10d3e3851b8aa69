package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.StreamHeads;
import io.sillok.node.stream.StreamPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * From where on outputs that follow may stand already, by stream. What is seen counts only once a
 * record stands that was made after that: whoever appends the same outputs has begun later.
 */
final class StandingHeads {

  private final Map<String, StreamPosition> known = new HashMap<>();
  private final List<StreamPosition> seen = new ArrayList<>();

  StandingHeads(List<StreamHeads> kept) {
    for (StreamHeads heads : kept) {
      SortedMap<Integer, Long> offsets = new TreeMap<>();
      for (int partition = 0; partition < heads.offsets().size(); partition++) {
        offsets.put(partition, heads.of(partition));
      }
      known.put(heads.stream(), new StreamPosition(heads.stream(), offsets));
    }
  }

  StreamPosition of(String stream) {
    return known.getOrDefault(stream, StreamPosition.start(stream));
  }

  /** The streams end there, or behind. */
  void see(Collection<StreamPosition> ends) {
    seen.addAll(ends);
  }

  /** A record stands that was made after all that was seen. */
  void confirm() {
    seen.forEach(end -> known.merge(end.stream(), end, StandingHeads::farther));
    seen.clear();
  }

  /** What was seen does not count: some of the outputs that follow may stand before it. */
  void forget() {
    seen.clear();
  }

  /** What is known, and what was seen. */
  List<StreamHeads> toKeep() {
    Map<String, StreamPosition> all = new TreeMap<>(known);
    seen.forEach(end -> all.merge(end.stream(), end, StandingHeads::farther));
    return all.values().stream().map(StandingHeads::kept).toList();
  }

  private static StreamHeads kept(StreamPosition end) {
    int partitions = end.offsets().isEmpty() ? 0 : end.offsets().lastKey() + 1;
    return new StreamHeads(
        end.stream(),
        LongStream.range(0, partitions)
            .mapToObj(partition -> end.offsets().getOrDefault((int) partition, 0L))
            .toList());
  }

  private static StreamPosition farther(StreamPosition one, StreamPosition other) {
    SortedMap<Integer, Long> offsets = new TreeMap<>(one.offsets());
    other.offsets().forEach((partition, next) -> offsets.merge(partition, next, Math::max));
    return new StreamPosition(one.stream(), offsets);
  }
}
