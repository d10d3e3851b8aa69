package io.sillok.persistence;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets so many run at once; the others wait in the order in which they came. */
public final class Permits {

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  /**
   * @param count from 1
   */
  public Permits(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least 1 must be permitted, but it is " + count);
    }
    free = count;
  }

  /**
   * Runs {@code action} once it has a permit, on this thread or on that of a {@link #release}; it
   * must see to it that the permit is released.
   */
  public void acquire(Runnable action) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(action);
        return;
      }
      free--;
    }
    action.run();
  }

  /** Gives a permit back. */
  public void release() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
