package io.sillok.node.stream.time;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogWriters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Event time in a log, kept up with what is appended to it, by this process or another.
 * Thread-safe.
 */
final class LogTime implements AppendListener, AutoCloseable {

  /** Offsets before the end that are looked at in the beginning. */
  private static final long LOOKED_AT = 10_000;

  private static final int READ_BYTES = 1 << 20;

  private final LogStore store;
  private final LogWriters writers;
  private final LogId log;
  private final InstantSource clock;
  private final Subscription subscription;
  private PartitionTime time;

  /** Which times count; null until the log is looked at. */
  private @Nullable CountedTimes times;

  /** All before it was seen. */
  private long seen;

  /** The log ends there, or behind it. */
  private long heard;

  /**
   * @param clock tells when something was heard of: clocks of other nodes may differ
   */
  LogTime(LogStore store, LogWriters writers, LogId log, InstantSource clock) {
    this.store = store;
    this.writers = writers;
    this.log = log;
    this.clock = clock;
    time = PartitionTime.begun(clock.instant());
    subscription = writers.subscribe(log, this);
  }

  /** As far as was seen. */
  synchronized PartitionTime now() {
    return time;
  }

  /**
   * Completes when all was seen that this process has heard of before.
   *
   * @param counted which times count; if they are others than before, the log is looked at anew
   */
  CompletionStage<Void> catchUp(CountedTimes counted) {
    return isBegun(counted)
        ? readOn()
        : LogTail.of(store.log(log), LOOKED_AT, counted).thenAccept(tail -> begin(tail, counted));
  }

  private synchronized boolean isBegun(CountedTimes counted) {
    return counted.equals(times);
  }

  private synchronized void begin(LogTail tail, CountedTimes counted) {
    if (times != null && !counted.equals(times)) {
      time = PartitionTime.begun(clock.instant());
    }
    times = counted;
    see(tail.eventTime(), time.writtenAt());
    seen = Math.max(seen, tail.end());
  }

  private CompletionStage<Void> readOn() {
    long from = next();
    return from < 0
        ? CompletableFuture.completedFuture(null)
        : writers
            .read(log, from, READ_BYTES)
            .thenCompose(blocks -> {
              blocks.forEach(this::see);
              return blocks.isEmpty() ? CompletableFuture.completedFuture(null) : readOn();
            });
  }

  /** The first offset that was not seen; -1 if there is none. */
  private synchronized long next() {
    return seen < heard ? seen : -1;
  }

  @Override
  public void appended(Block block) {
    see(block);
  }

  private synchronized void see(Block block) {
    heard = Math.max(heard, block.nextOffset());
    if (times != null) {
      see(times.largest(block), clock.instant());
      if (block.firstOffset() <= seen) {
        seen = Math.max(seen, block.nextOffset());
      }
    }
  }

  private void see(@Nullable Instant eventTime, Instant at) {
    if (eventTime != null) {
      time = time.after(eventTime, at);
    }
  }

  @Override
  public synchronized void moved(LogId log, long head) {
    heard = Math.max(heard, head);
  }

  /** Event time was moved on to {@code to} by whoever writes the log. */
  synchronized void moved(Instant to) {
    see(to, clock.instant());
  }

  @Override
  public void close() {
    subscription.close();
  }
}
