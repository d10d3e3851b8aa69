package io.sillok.client.stream;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many events a subscriber wants that it did not get yet. Thread-safe. */
final class Demand {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long wanted;
  private boolean cancelled;

  /** Wants {@code more}; beyond the largest number there is no difference. */
  void add(long more) {
    lock.lock();
    try {
      wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wants nothing more, ever. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until one is wanted; false if nothing will ever be. */
  boolean await() throws InterruptedException {
    lock.lock();
    try {
      while (wanted == 0 && !cancelled) {
        changed.await();
      }
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** One was given, whatever the number that is wanted without end. */
  void given() {
    lock.lock();
    try {
      wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
