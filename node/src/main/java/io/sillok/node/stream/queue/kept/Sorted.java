package io.sillok.node.stream.queue.kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Lists of things that stand at offsets, one at each, in ascending order. */
final class Sorted {

  private Sorted() {}

  static <T> Optional<T> find(List<T> list, long offset, ToLongFunction<T> offsetOf) {
    int low = 0;
    int high = list.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = offsetOf.applyAsLong(list.get(middle));
      if (found == offset) {
        return Optional.of(list.get(middle));
      }
      if (found < offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** {@code list} with {@code more}, which replace those at the same offsets. */
  static <T> List<T> with(List<T> list, List<T> more, ToLongFunction<T> offsetOf) {
    if (more.isEmpty()) {
      return list;
    }
    SortedMap<Long, T> merged = new TreeMap<>();
    list.forEach(each -> merged.put(offsetOf.applyAsLong(each), each));
    more.forEach(each -> merged.put(offsetOf.applyAsLong(each), each));
    return List.copyOf(merged.values());
  }

  /** {@code list} without those at {@code offsets}. */
  static <T> List<T> without(List<T> list, SortedSet<Long> offsets, ToLongFunction<T> offsetOf) {
    if (list.isEmpty() || offsets.isEmpty()) {
      return list;
    }
    List<T> kept = new ArrayList<>(list);
    kept.removeIf(each -> offsets.contains(offsetOf.applyAsLong(each)));
    return kept.size() == list.size() ? list : List.copyOf(kept);
  }
}
