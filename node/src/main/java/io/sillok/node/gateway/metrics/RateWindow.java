package io.sillok.node.gateway.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How often something happened in a second, averaged over the last ten whole seconds. */
public final class RateWindow {

  private static final int SECONDS = 10;
  private static final long NANOSECONDS = 1_000_000_000;

  private final LongSupplier clock;
  private final long started;
  private final AtomicReferenceArray<Slot> slots = new AtomicReferenceArray<>(SECONDS + 2);

  /**
   * @param clock in nanoseconds, such as {@link System#nanoTime}
   */
  public RateWindow(LongSupplier clock) {
    this.clock = clock;
    this.started = clock.getAsLong();
  }

  /** It happened {@code times} times just now. */
  public void record(long times) {
    long second = second();
    int index = (int) (second % slots.length());
    Slot slot = slots.get(index);
    while (slot == null || slot.second < second) {
      var fresh = new Slot(second, new LongAdder());
      slot = slots.compareAndSet(index, slot, fresh) ? fresh : slots.get(index);
    }
    slot.count.add(times);
  }

  public double perSecond() {
    long now = second();
    long sum = 0;
    for (int i = 0; i < slots.length(); i++) {
      Slot slot = slots.get(i);
      if (slot != null && slot.second < now && slot.second >= now - SECONDS) {
        sum += slot.count.sum();
      }
    }
    return (double) sum / SECONDS;
  }

  private long second() {
    return (clock.getAsLong() - started) / NANOSECONDS;
  }

  private record Slot(long second, LongAdder count) {}
}
