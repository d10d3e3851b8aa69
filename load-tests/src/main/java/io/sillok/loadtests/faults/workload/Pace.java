package io.sillok.loadtests.faults.workload;

import java.util.TreeMap;

/**
 * Hands out numbers so that none is far ahead of one that is not settled yet: so what carries them
 * is out of order by no more than that, however long some of it takes. Thread-safe.
 */
final class Pace {

  private final int most;
  private final TreeMap<Long, Integer> outstanding = new TreeMap<>();
  private long next;

  /**
   * @param most how far apart numbers may be that are out at the same time
   */
  Pace(int most) {
    this.most = most;
  }

  /** The first of {@code many} numbers that nobody else has; waits until they may be taken. */
  synchronized long take(int many) throws InterruptedException {
    while (!outstanding.isEmpty() && next + many - outstanding.firstKey() > most) {
      wait();
    }
    long first = next;
    outstanding.put(first, many);
    next += many;
    return first;
  }

  /** Those from {@code first} on are settled. */
  synchronized void settle(long first) {
    outstanding.remove(first);
    notifyAll();
  }
}
