package io.sillok.client.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Acks items in batches: while one is under way, those that come wait for the next. So one worker
 * is not slower for it, and many need few requests. Thread-safe.
 */
final class Acks {

  private static final int MOST = 1_000;

  private final EventQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Waiting> waiting = new ArrayList<>();
  private boolean sending;

  Acks(EventQueue queue) {
    this.queue = queue;
  }

  private record Waiting(QueueItem item, CompletableFuture<Settlement> settled) {}

  /** Acks {@code item}; completes when that is known. */
  CompletableFuture<Settlement> ack(QueueItem item) {
    Waiting mine = new Waiting(item, new CompletableFuture<>());
    lock.lock();
    try {
      waiting.add(mine);
      if (!sending) {
        sending = true;
        Thread.ofVirtual().name("sillok-acks").start(this::send);
      }
    } finally {
      lock.unlock();
    }
    return mine.settled();
  }

  private void send() {
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        List<Settlement> settlements = queue.ack(batch.stream().map(Waiting::item).toList());
        for (int index = 0; index < batch.size(); index++) {
          batch.get(index).settled().complete(settlements.get(index));
        }
      } catch (RuntimeException failure) {
        batch.forEach(item -> item.settled().completeExceptionally(failure));
      }
    }
  }

  private List<Waiting> next() {
    lock.lock();
    try {
      List<Waiting> batch = waiting.subList(0, Math.min(MOST, waiting.size()));
      waiting = new ArrayList<>(waiting.subList(batch.size(), waiting.size()));
      sending = !batch.isEmpty();
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
