package io.sillok.persistence.writer;

import io.sillok.persistence.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What waits for a log: first those of the block under way, then the rest. Not thread-safe. */
final class WriteQueue {

  private final WriteLimits limits;
  private final Deque<PendingWrite> waiting = new ArrayDeque<>();
  private List<PendingWrite> underWay = List.of();
  private long waitingBytes;

  WriteQueue(WriteLimits limits) {
    this.limits = limits;
  }

  /** Why {@code write} cannot be taken now. */
  void check(PendingWrite write) {
    if (write.bytes() > limits.hardBlockBytes()) {
      throw new StoreException(
          "write-too-large",
          "A write of %s of %d bytes is above the limit of %d bytes; write less at once"
              .formatted(write.persistenceId(), write.bytes(), limits.hardBlockBytes()),
          null);
    }
    if (waitingBytes + write.bytes() > limits.pendingBytes()) {
      throw new StoreException(
          "log-busy",
          "A write of %s was not taken: %d bytes wait for its log already; try again later"
              .formatted(write.persistenceId(), waitingBytes),
          null);
    }
  }

  void add(PendingWrite write) {
    waiting.add(write);
    waitingBytes += write.bytes();
  }

  boolean isIdle() {
    return waiting.isEmpty() && underWay.isEmpty();
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** The writes of the next block: at least one, and no more once the soft limit is reached. */
  List<PendingWrite> startNext() {
    List<PendingWrite> next = new ArrayList<>();
    long bytes = 0;
    for (PendingWrite write = waiting.peek();
        write != null && fits(bytes, write);
        write = waiting.peek()) {
      next.add(waiting.remove());
      bytes += write.bytes();
    }
    waitingBytes -= bytes;
    underWay = next;
    return next;
  }

  private boolean fits(long bytes, PendingWrite write) {
    return bytes == 0
        || (bytes < limits.softBlockBytes() && bytes + write.bytes() <= limits.hardBlockBytes());
  }

  /** Those of the block under way, which has ended. */
  List<PendingWrite> finish() {
    List<PendingWrite> finished = underWay;
    underWay = List.of();
    return finished;
  }

  /** Puts the block under way back, because its place was taken. */
  void retry() {
    List<PendingWrite> again = finish();
    for (PendingWrite write : again.reversed()) {
      waiting.addFirst(write);
      waitingBytes += write.bytes();
    }
  }

  /** Everything, in order; the queue is empty afterwards. */
  List<PendingWrite> removeAll() {
    List<PendingWrite> all = new ArrayList<>(finish());
    all.addAll(waiting);
    waiting.clear();
    waitingBytes = 0;
    return all;
  }

  Iterator<PendingWrite> waiting() {
    return waiting.iterator();
  }

  void removed(PendingWrite write) {
    waitingBytes -= write.bytes();
  }

  /** Completes when all that is here now has ended, well or not. */
  CompletableFuture<Void> drained() {
    PendingWrite last = waiting.isEmpty() ? null : waiting.getLast();
    if (last == null && !underWay.isEmpty()) {
      last = underWay.getLast();
    }
    return last == null
        ? CompletableFuture.completedFuture(null)
        : last.done().handle((done, failure) -> null);
  }
}
