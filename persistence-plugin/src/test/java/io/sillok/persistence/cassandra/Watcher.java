package io.sillok.persistence.cassandra;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads one log from its beginning while it is written, as a consumer does. */
final class Watcher implements Runnable {

  private static final int PAGE_BYTES = 32 << 10;
  private static final long POLL_MILLIS = 50;

  private final PartitionLog log;
  private final List<UUID> seen = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private long next;
  private volatile long end = Long.MAX_VALUE;
  private volatile String complaint = "";

  Watcher(PartitionLog log) {
    this.log = log;
  }

  @Override
  public void run() {
    try {
      while (next < end && complaint.isEmpty()) {
        try {
          List<Block> blocks = Samples.await(log.read(next, PAGE_BYTES));
          blocks.forEach(this::see);
          if (blocks.isEmpty()) {
            Thread.sleep(POLL_MILLIS);
          }
        } catch (StoreException e) {
          failures.incrementAndGet();
          Thread.sleep(POLL_MILLIS);
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      complaint = "The watcher of " + log.id() + " broke off: " + e;
    }
  }

  private void see(Block block) {
    if (block.firstOffset() != next) {
      complaint = "%s at %d instead of %d".formatted(log.id(), block.firstOffset(), next);
    }
    seen.add(block.attempt());
    next = block.nextOffset();
  }

  LogId log() {
    return log.id();
  }

  /** Has it end at {@code head}. */
  void endAt(long head) {
    end = head;
  }

  /** The attempts of the blocks that it saw, in order; once its thread has ended. */
  List<UUID> seen() {
    return seen;
  }

  int failures() {
    return failures.get();
  }

  /** Why it ended early; empty if it did not. */
  String complaint() {
    return complaint;
  }
}
