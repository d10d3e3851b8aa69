package io.sillok.client.queue;

import io.sillok.client.failure.SillokException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps items leased while they are worked on. Thread-safe. */
final class Leases implements AutoCloseable {

  /** So that two extensions may fail before a lease runs out. */
  private static final int TIMES_A_LEASE = 3;

  private static final System.Logger LOG = System.getLogger("io.sillok.client");

  private final EventQueue queue;
  private final Duration lease;
  private final Map<String, QueueItem> items = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Leases(EventQueue queue, Duration lease) {
    this.queue = queue;
    this.lease = lease;
  }

  void start() {
    Thread.ofVirtual().name("sillok-leases").start(this::run);
  }

  void keep(QueueItem item) {
    items.put(item.receipt(), item);
  }

  void release(QueueItem item) {
    items.remove(item.receipt());
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(lease.toNanos() / TIMES_A_LEASE, TimeUnit.NANOSECONDS)) {
        extend();
      }
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
  }

  private void extend() {
    List<QueueItem> now = List.copyOf(items.values());
    try {
      for (Settlement settlement : queue.extend(now, lease)) {
        // One that is being settled right now may be so already.
        if (settlement.status() == Settlement.Status.EXPIRED
            && items.remove(settlement.receipt()) != null) {
          LOG.log(
              System.Logger.Level.WARNING,
              "The lease of an item of queue {0} ran out; another worker gets it, too",
              queue.name());
        }
      }
    } catch (SillokException failure) {
      LOG.log(System.Logger.Level.WARNING, "Leases could not be extended", failure);
    }
  }
}
