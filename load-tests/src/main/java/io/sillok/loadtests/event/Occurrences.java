package io.sillok.loadtests.event;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Which events were handed out, counted from many threads. */
public final class Occurrences {

  private final long events;
  private final AtomicLongArray words;
  private final AtomicLong different = new AtomicLong();
  private final AtomicLong again = new AtomicLong();

  /** None of {@code events} yet. */
  public Occurrences(long events) {
    this.events = events;
    words = new AtomicLongArray(Math.toIntExact((events + Long.SIZE - 1) / Long.SIZE));
  }

  /**
   * Counts event {@code number}.
   *
   * @throws IllegalArgumentException if there is no such event
   */
  public void add(long number) {
    if (number < 0 || number >= events) {
      throw new IllegalArgumentException("Event %d was never appended".formatted(number));
    }
    long bit = 1L << number;
    long before = words.getAndAccumulate((int) (number / Long.SIZE), bit, (had, one) -> had | one);
    ((before & bit) == 0 ? different : again).incrementAndGet();
  }

  /** Whether each was there. */
  public boolean isComplete() {
    return different.get() == events;
  }

  /**
   * Says whether each was there, and none again.
   *
   * @throws IllegalStateException if not
   */
  public void requireEachOnce() {
    if (!isComplete()) {
      throw new IllegalStateException(
          "Of %,d events %,d are missing".formatted(events, events - different.get()));
    }
    requireNoneAgain();
  }

  /**
   * Says whether none was there again, where not all need to have come.
   *
   * @throws IllegalStateException if not
   */
  public void requireNoneAgain() {
    if (again.get() > 0) {
      throw new IllegalStateException(
          "Of %,d events %,d came again".formatted(events, again.get()));
    }
  }

  /** How many came, the same ones counted again. */
  public long count() {
    return different.get() + again.get();
  }

  /** How many came that had been there before. */
  public long again() {
    return again.get();
  }
}
