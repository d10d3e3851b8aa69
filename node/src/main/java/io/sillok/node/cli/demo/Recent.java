package io.sillok.node.cli.demo;

import java.util.Arrays;

/** The last hundred of some durations. Not thread-safe. */
final class Recent {

  private static final int KEPT = 100;
  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] nanos = new long[KEPT];
  private long count;

  void add(long duration) {
    nanos[(int) (count % KEPT)] = duration;
    count++;
  }

  /** In milliseconds; 0 if there are none. */
  double median() {
    int known = (int) Math.min(count, KEPT);
    if (known == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, known);
    Arrays.sort(sorted);
    return sorted[known / 2] / NANOS_PER_MILLI;
  }
}
