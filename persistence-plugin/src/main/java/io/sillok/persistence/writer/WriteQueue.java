package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
          WriteFailures.TOO_LARGE,
          "A write of %s of %d bytes is above the limit of %d bytes; write less at once"
              .formatted(write.persistenceId(), write.bytes(), limits.hardBlockBytes()),
          null);
    }
    if (waitingBytes + write.bytes() > limits.pendingBytes()) {
      throw WriteFailures.busy(write, waitingBytes);
    }
  }

  void add(PendingWrite write) {
    waiting.add(write);
    waitingBytes += write.bytes();
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * The writes of the next block: at least one, and no more once the soft limit is reached; all of
   * them have events, or all are advances.
   */
  List<PendingWrite> startNext() {
    List<PendingWrite> next = new ArrayList<>();
    long bytes = 0;
    for (PendingWrite write = waiting.peek();
        write != null && fits(bytes, write) && isLike(next, write);
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

  private static boolean isLike(List<PendingWrite> next, PendingWrite write) {
    return next.isEmpty() || next.getFirst().isAdvance() == write.isAdvance();
  }

  /** Those of the block under way, which has ended. */
  List<PendingWrite> finish() {
    List<PendingWrite> finished = underWay;
    underWay = List.of();
    return finished;
  }

  /**
   * Puts the block under way back, because its place was taken; answers those that were abandoned
   * meanwhile and are left out.
   */
  List<PendingWrite> retry() {
    List<PendingWrite> abandoned = new ArrayList<>();
    for (PendingWrite write : finish().reversed()) {
      if (write.isAbandoned()) {
        abandoned.add(write);
      } else {
        waiting.addFirst(write);
        waitingBytes += write.bytes();
      }
    }
    return abandoned;
  }

  /** Everything, in order; the queue is empty afterwards. */
  List<PendingWrite> removeAll() {
    List<PendingWrite> all = new ArrayList<>(finish());
    all.addAll(waiting);
    waiting.clear();
    waitingBytes = 0;
    return all;
  }

  /** Those of the block under way whose time is up at {@code now}; they stay. */
  List<PendingWrite> expiredUnderWay(long now) {
    return underWay.isEmpty() || !underWay.getFirst().isExpired(now)
        ? List.of()
        : underWay.stream().filter(write -> write.isExpired(now)).toList();
  }

  /**
   * Takes the writes away that wait and whose time is up, and what waits behind them, or behind one
   * of {@code underWay}, of the same entities.
   */
  List<PendingWrite> takeExpired(long now, List<PendingWrite> underWay) {
    PendingWrite oldest = waiting.peek();
    if (oldest == null || (underWay.isEmpty() && !oldest.isExpired(now))) {
      return List.of();
    }
    Set<String> entities = new HashSet<>();
    underWay.forEach(write -> entities.add(write.persistenceId()));
    return takeOfEntities(entities, write -> write.isExpired(now));
  }

  /**
   * Takes the writes away that wait and before which {@code by}, another writer's block, was: it
   * has an event of the same entity behind the one that they follow. With what waits behind them of
   * the same entities.
   */
  List<PendingWrite> takeOutrun(Block by) {
    Map<String, Long> standing = new HashMap<>();
    by.events().forEach(event -> standing.put(event.persistenceId(), event.sequenceNumber()));
    return takeOfEntities(
        new HashSet<>(),
        write ->
            !write.isAdvance()
                && standing.getOrDefault(write.persistenceId(), 0L)
                    > write.events().getFirst().previousSequenceNumber());
  }

  private List<PendingWrite> takeOfEntities(
      Set<String> entities, Predicate<PendingWrite> unwanted) {
    List<PendingWrite> taken = new ArrayList<>();
    waiting.removeIf(write -> {
      boolean takes = entities.contains(write.persistenceId()) || unwanted.test(write);
      if (takes) {
        entities.add(write.persistenceId());
        taken.add(write);
        waitingBytes -= write.bytes();
      }
      return takes;
    });
    return taken;
  }

  /** The writes that are here, of {@code persistenceId} or of all. */
  Stream<PendingWrite> all(@Nullable String persistenceId) {
    return Stream.concat(underWay.stream(), waiting.stream())
        .filter(write -> persistenceId == null || write.persistenceId().equals(persistenceId));
  }
}
