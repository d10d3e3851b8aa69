package io.sillok.node.processor.sharded;

import java.util.HashMap;
import java.util.Map;

/** The troubles of partitions that were told; what several share is told once. */
final class Complaints {

  private final Map<String, Map<Integer, String>> told = new HashMap<>();

  /** Whether it is news that a partition of {@code processor} has that trouble. */
  synchronized boolean isNews(String processor, int partition, String trouble) {
    Map<Integer, String> partitions = told.computeIfAbsent(processor, any -> new HashMap<>());
    boolean known = partitions.containsValue(trouble);
    partitions.put(partition, trouble);
    return !known;
  }

  /** The partition goes on; whether it was the last one with its trouble, if it had any. */
  synchronized boolean isOver(String processor, int partition) {
    Map<Integer, String> partitions = told.getOrDefault(processor, Map.of());
    String trouble = partitions.get(partition);
    if (trouble == null) {
      return false;
    }
    partitions.remove(partition);
    return !partitions.containsValue(trouble);
  }
}
