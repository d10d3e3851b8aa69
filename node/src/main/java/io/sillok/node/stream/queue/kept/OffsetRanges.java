package io.sillok.node.stream.queue.kept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Arithmetic of sets of offsets, each a list of ranges in ascending order that neither overlap nor
 * touch.
 */
public final class OffsetRanges {

  private OffsetRanges() {}

  public static boolean contains(List<OffsetRange> set, long offset) {
    int low = 0;
    int high = set.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      OffsetRange range = set.get(middle);
      if (offset < range.from()) {
        high = middle - 1;
      } else if (offset >= range.to()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The set of any ranges, in any order. */
  static List<OffsetRange> of(Stream<OffsetRange> ranges) {
    List<OffsetRange> set = new ArrayList<>();
    ranges.sorted(Comparator.comparingLong(OffsetRange::from)).forEach(range -> add(set, range));
    return List.copyOf(set);
  }

  private static void add(List<OffsetRange> set, OffsetRange next) {
    if (set.isEmpty() || set.getLast().to() < next.from()) {
      set.add(next);
    } else {
      OffsetRange last = set.removeLast();
      set.add(new OffsetRange(last.from(), Math.max(last.to(), next.to())));
    }
  }

  static List<OffsetRange> union(List<OffsetRange> one, List<OffsetRange> other) {
    return other.isEmpty() ? one : of(Stream.concat(one.stream(), other.stream()));
  }

  /** {@code set} without those before {@code offset}. */
  static List<OffsetRange> from(long offset, List<OffsetRange> set) {
    return set.isEmpty() || set.getFirst().from() >= offset
        ? set
        : set.stream()
            .filter(range -> range.to() > offset)
            .map(range -> new OffsetRange(Math.max(range.from(), offset), range.to()))
            .toList();
  }

  /** {@code set} without {@code offset}. */
  static List<OffsetRange> without(long offset, List<OffsetRange> set) {
    return contains(set, offset)
        ? set.stream().flatMap(range -> without(offset, range)).toList()
        : set;
  }

  private static Stream<OffsetRange> without(long offset, OffsetRange range) {
    if (offset < range.from() || offset >= range.to()) {
      return Stream.of(range);
    }
    Stream<OffsetRange> before =
        offset > range.from() ? Stream.of(new OffsetRange(range.from(), offset)) : Stream.empty();
    Stream<OffsetRange> behind =
        offset + 1 < range.to()
            ? Stream.of(new OffsetRange(offset + 1, range.to()))
            : Stream.empty();
    return Stream.concat(before, behind);
  }

  /** How many offsets are in {@code set}. */
  static long size(List<OffsetRange> set) {
    return set.stream().mapToLong(OffsetRange::size).sum();
  }
}
