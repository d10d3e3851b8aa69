package io.sillok.node;

import io.sillok.node.stream.StreamPosition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Positions that no stream has given. */
final class StreamPositions {

  private static final int PARTITIONS = 32;

  private StreamPositions() {}

  /** At {@code offset} in every partition. */
  static String of(String stream, long offset) {
    return new StreamPosition(
            stream,
            IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(
                    Collectors.toMap(
                        partition -> partition, any -> offset, Math::max, TreeMap::new)))
        .text();
  }

  /** At {@code offsets} by partition. */
  static String of(String stream, Map<Integer, Long> offsets) {
    return new StreamPosition(stream, new TreeMap<>(offsets)).text();
  }

  /** In a partition that is not there. */
  static String beyond(String stream) {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    offsets.put(PARTITIONS, 1L);
    return new StreamPosition(stream, offsets).text();
  }
}
