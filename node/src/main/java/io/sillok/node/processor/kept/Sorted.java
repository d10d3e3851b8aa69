package io.sillok.node.processor.kept;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Lists in the order of offsets, each of which is in them once. */
final class Sorted {

  private Sorted() {}

  /** {@code items} and {@code more}, which replace those of the same offsets. */
  static <T> List<T> with(List<T> items, Collection<? extends T> more, ToLongFunction<T> offset) {
    TreeMap<Long, T> all = new TreeMap<>();
    items.forEach(item -> all.put(offset.applyAsLong(item), item));
    more.forEach(item -> all.put(offset.applyAsLong(item), item));
    return List.copyOf(all.values());
  }

  static <T> List<T> without(List<T> items, Set<Long> offsets, ToLongFunction<T> offset) {
    List<T> rest = new ArrayList<>(items);
    rest.removeIf(item -> offsets.contains(offset.applyAsLong(item)));
    return rest;
  }

  static <T> boolean contains(List<T> items, long wanted, ToLongFunction<T> offset) {
    int low = 0;
    int high = items.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = offset.applyAsLong(items.get(middle));
      if (found == wanted) {
        return true;
      }
      if (found < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }
}
