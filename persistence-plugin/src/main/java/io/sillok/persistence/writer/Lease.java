package io.sillok.persistence.writer;

import io.sillok.persistence.Permits;
import java.util.concurrent.atomic.AtomicBoolean;

/** A permit that is given back once: at the end of what it was for, or earlier if that is stuck. */
final class Lease {

  private final Permits permits;
  private final long patienceNanos;
  private final long since = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param permits one of which was acquired
   */
  Lease(Permits permits, long patienceNanos) {
    this.permits = permits;
    this.patienceNanos = patienceNanos;
  }

  /** One that has nothing to give back. */
  static Lease ended() {
    Lease none = new Lease(new Permits(1), 0);
    none.over.set(true);
    return none;
  }

  void end() {
    if (over.compareAndSet(false, true)) {
      permits.release();
    }
  }

  /** Ends if it has taken too long at {@code now}, by {@link System#nanoTime}. */
  void endIfLong(long now) {
    if (now - since > patienceNanos) {
      end();
    }
  }
}
