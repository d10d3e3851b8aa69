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

  /** How many came, the same ones counted again. */
  public long count() {
    return different.get() + again.get();
  }

  /** How many came that had been there before. */
  public long again() {
    return again.get();
  }
}
