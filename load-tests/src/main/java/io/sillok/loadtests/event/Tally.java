package io.sillok.loadtests.event;

import java.nio.charset.StandardCharsets;

/**
 * What one reader has seen: every event once, those of a product in their order, each byte as it
 * was written.
 */
public final class Tally {

  private final long[] next = new long[PageViews.PRODUCTS];
  private long count;
  private long sum;

  /** What a reader of events 0 to before {@code events} should have in the end. */
  public static Tally of(long events) {
    Tally tally = new Tally();
    for (long number = 0; number < events; number++) {
      byte[] json = PageViews.json(number).getBytes(StandardCharsets.UTF_8);
      tally.add(json, 0, json.length);
    }
    return tally;
  }

  /**
   * Takes the event that {@code json} has from {@code from} to before {@code to}.
   *
   * @throws IllegalStateException if another event of its product should have come
   */
  public void add(byte[] json, int from, int to) {
    long number = PageViews.number(json, from);
    int product = (int) (number % PageViews.PRODUCTS);
    long visit = number / PageViews.PRODUCTS;
    if (visit != next[product]) {
      throw new IllegalStateException(
          "Of %s, visit %d came where %d should have"
              .formatted(PageViews.key(number), visit, next[product]));
    }
    next[product]++;
    count++;
    sum += PageViews.checksum(json, from, to);
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /**
   * Compares all of it.
   *
   * @throws IllegalStateException if it is not the same
   */
  public void requireSame(Tally expected) {
    if (count != expected.count) {
      throw new IllegalStateException(
          "%,d events were read, but there are %,d".formatted(count, expected.count));
    }
    if (sum != expected.sum) {
      throw new IllegalStateException(
          "All %,d events were read, but some are not as they were written".formatted(count));
    }
  }
}
