package io.sillok.node.stream.consumer.kept;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place in one partition of a stream.
 *
 * @param partition from 0
 * @param next the offset that is read next, from 0
 */
public record PartitionOffset(int partition, long next) {

  /** The same by partition. */
  public static SortedMap<Integer, Long> byPartition(List<PartitionOffset> offsets) {
    SortedMap<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach(offset -> byPartition.put(offset.partition(), offset.next()));
    return byPartition;
  }

  /** What {@link #byPartition} gave, by partition. */
  public static List<PartitionOffset> listOf(Map<Integer, Long> byPartition) {
    return new TreeMap<>(byPartition)
        .entrySet().stream()
            .map(entry -> new PartitionOffset(entry.getKey(), entry.getValue()))
            .toList();
  }
}
