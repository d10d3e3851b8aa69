package io.sillok.node.stream.consumer.sharing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Spreads partitions over instances: each partition has exactly one, their numbers differ by at
 * most one, and as few as possible move.
 */
final class Assignment {

  private Assignment() {}

  /**
   * @param present which partitions each has now; a partition is with one of them at most
   * @param instances who is there from now on
   * @param partitions how many there are, numbered from 0
   * @return the partitions of each of {@code instances}
   */
  static SortedMap<String, SortedSet<Integer>> balance(
      Map<String, ? extends Set<Integer>> present, Set<String> instances, int partitions) {
    SortedMap<String, SortedSet<Integer>> next = new TreeMap<>();
    if (instances.isEmpty()) {
      return next;
    }
    Map<String, Integer> quotas = quotas(present, instances, partitions);
    Set<Integer> free = new TreeSet<>(IntStream.range(0, partitions).boxed().toList());
    quotas.forEach((instance, quota) -> {
      SortedSet<Integer> kept =
          of(present, instance).stream()
              .filter(free::contains)
              .sorted()
              .limit(quota)
              .collect(Collectors.toCollection(TreeSet::new));
      free.removeAll(kept);
      next.put(instance, kept);
    });
    Deque<Integer> left = new ArrayDeque<>(free);
    next.forEach((instance, kept) -> {
      while (kept.size() < quotas.getOrDefault(instance, 0)) {
        kept.add(left.remove());
      }
    });
    return next;
  }

  /** How many each gets. Where it does not come out even, those get one more who have most. */
  private static Map<String, Integer> quotas(
      Map<String, ? extends Set<Integer>> present, Set<String> instances, int partitions) {
    List<String> most =
        instances.stream()
            .sorted(
                Comparator.comparingInt((String instance) -> -of(present, instance).size())
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int least = partitions / most.size();
    int more = partitions % most.size();
    Map<String, Integer> quotas = new TreeMap<>();
    for (int index = 0; index < most.size(); index++) {
      quotas.put(most.get(index), index < more ? least + 1 : least);
    }
    return quotas;
  }

  private static Set<Integer> of(Map<String, ? extends Set<Integer>> present, String instance) {
    Set<Integer> partitions = present.get(instance);
    return partitions == null ? Set.of() : partitions;
  }
}
