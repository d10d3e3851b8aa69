package io.sillok.persistence.writer;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log. One append is under way at a time; whatever arrives meanwhile goes into the next
 * block, so blocks grow with the load and an idle log adds no delay.
 */
final class LogWriter {

  private enum Phase {
    /** Somebody else may write here; the next use takes the log over. */
    UNOWNED,
    OPENING,
    READY,
    APPENDING,
    /** Another process took the log over; only a recovery takes it back. */
    FENCED
  }

  private final PartitionLog log;
  private final EntityIndex entities;
  private final BlockMaker blocks;
  private final AppendListeners listeners;
  private final Executor acknowledger;
  private final WriteQueue queue;
  private final EntityFence fence;

  /** By entity: writes that wait, in order, until the log is open and its last event is known. */
  private final Map<String, List<PendingWrite>> arriving = new LinkedHashMap<>();

  private Phase phase = Phase.UNOWNED;
  private CompletableFuture<Void> opening = new CompletableFuture<>();

  LogWriter(
      PartitionLog log,
      EntityIndex entities,
      BlockMaker blocks,
      AppendListeners listeners,
      Executor acknowledger,
      WriteLimits limits) {
    this.log = log;
    this.entities = entities;
    this.blocks = blocks;
    this.listeners = listeners;
    this.acknowledger = acknowledger;
    queue = new WriteQueue(limits);
    fence = new EntityFence(limits.rememberedEntities());
  }

  /** Takes the log over unless this process owns it. */
  CompletionStage<Void> open() {
    CompletableFuture<Void> mine;
    synchronized (this) {
      if (phase == Phase.READY || phase == Phase.APPENDING) {
        return CompletableFuture.completedFuture(null);
      }
      if (phase == Phase.OPENING) {
        return opening;
      }
      phase = Phase.OPENING;
      opening = new CompletableFuture<>();
      mine = opening;
    }
    TakeOver.of(log, blocks).whenComplete((block, failure) -> opened(block, failure, mine));
    return mine;
  }

  /** Appends {@code events} of one entity together; completes when they are durable. */
  CompletionStage<Void> append(List<LoggedEvent> events) {
    PendingWrite write = new PendingWrite(events);
    enqueue(write);
    return write.done();
  }

  /** Completes when all writes that are here now have ended, well or not. */
  synchronized CompletionStage<Void> settled() {
    if (queue.isIdle() && arriving.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<?>[] writes =
        arriving.values().stream()
            .flatMap(List::stream)
            .map(PendingWrite::done)
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Void> drained = queue.drained();
    return CompletableFuture.allOf(writes)
        .handle((done, failure) -> null)
        .thenCompose(done -> drained);
  }

  /** Tells the fence what a recovery has read. */
  synchronized void recovered(String persistenceId, long sequenceNumber) {
    fence.learn(persistenceId, sequenceNumber, "");
  }

  private void opened(
      @Nullable Block block, @Nullable Throwable failure, CompletableFuture<Void> mine) {
    synchronized (this) {
      phase = failure == null ? Phase.READY : Phase.UNOWNED;
      fence.forgetAll();
    }
    if (block == null) {
      mine.completeExceptionally(storeException(failure));
    } else {
      listeners.appended(block);
      mine.complete(null);
    }
  }

  private void enqueue(PendingWrite write) {
    String entity = write.persistenceId();
    Block next = null;
    boolean prepare = false;
    try {
      synchronized (this) {
        List<PendingWrite> earlier = arriving.get(entity);
        if (earlier != null) {
          earlier.add(write);
        } else if (isOwned() && fence.knows(entity)) {
          admit(write);
          next = nextBlock();
        } else if (phase == Phase.FENCED) {
          throw fenced();
        } else {
          arriving.put(entity, new ArrayList<>(List.of(write)));
          prepare = true;
        }
      }
    } catch (StoreException refused) {
      write.done().completeExceptionally(refused);
      return;
    }
    submit(next);
    if (prepare) {
      open()
          .thenCompose(opened -> lookUp(entity))
          .whenComplete((found, failure) -> arrived(entity, failure));
    }
  }

  private boolean isOwned() {
    return phase == Phase.READY || phase == Phase.APPENDING;
  }

  private void admit(PendingWrite write) {
    if (!isOwned()) {
      throw fenced();
    }
    queue.check(write);
    write.replace(fence.admit(write.events()));
    queue.add(write);
  }

  private CompletionStage<Void> lookUp(String entity) {
    return drained()
        .thenCompose(drained -> entities.highestSequenceNumber(entity))
        .thenAccept(highest -> recovered(entity, highest));
  }

  private void arrived(String entity, @Nullable Throwable failure) {
    Map<PendingWrite, StoreException> refused = new LinkedHashMap<>();
    Block next;
    synchronized (this) {
      for (PendingWrite write : arriving.getOrDefault(entity, List.of())) {
        try {
          if (failure != null) {
            throw storeException(failure);
          }
          admit(write);
        } catch (StoreException e) {
          refused.put(write, e);
        }
      }
      arriving.remove(entity);
      next = nextBlock();
    }
    submit(next);
    refused.forEach((write, reason) -> write.done().completeExceptionally(reason));
  }

  private synchronized CompletionStage<Void> drained() {
    return queue.drained();
  }

  private @Nullable Block nextBlock() {
    if (phase != Phase.READY || !queue.hasWaiting()) {
      return null;
    }
    phase = Phase.APPENDING;
    return blocks.events(queue.startNext());
  }

  private void submit(@Nullable Block block) {
    if (block == null) {
      return;
    }
    log.append(block)
        .whenComplete((result, failure) -> {
          switch (result) {
            case null -> failAll(storeException(failure), Phase.UNOWNED);
            case AppendResult.Appended() -> appended(block);
            case AppendResult.Occupied(Block by) -> occupied(block, by);
          }
        });
  }

  private void appended(Block block) {
    List<PendingWrite> finished;
    Block next;
    synchronized (this) {
      blocks.appended(block);
      phase = Phase.READY;
      finished = queue.finish();
      next = nextBlock();
    }
    submit(next);
    listeners.appended(block);
    acknowledger.execute(() -> finished.forEach(write -> write.done().complete(null)));
  }

  /** The cell is taken: by an earlier try of ours, by a new owner, or by a process that shares. */
  private void occupied(Block block, Block by) {
    if (by.attempt().equals(block.attempt())) {
      appended(block);
    } else if (by.epoch() > block.epoch()) {
      failAll(fenced(), Phase.FENCED);
    } else {
      appendBehind(by);
    }
  }

  private void appendBehind(Block by) {
    Set<PendingWrite> stale = new HashSet<>();
    Block next;
    synchronized (this) {
      blocks.appended(by);
      by.events().forEach(e -> fence.learn(e.persistenceId(), e.sequenceNumber(), e.writer()));
      queue.retry();
      for (Iterator<PendingWrite> all = queue.waiting(); all.hasNext(); ) {
        PendingWrite write = all.next();
        if (by.events().stream().anyMatch(event -> outruns(event, write.events().getFirst()))) {
          all.remove();
          queue.removed(write);
          stale.add(write);
        }
      }
      phase = Phase.READY;
      next = nextBlock();
    }
    submit(next);
    stale.forEach(write -> write.done().completeExceptionally(outrun(write, by)));
  }

  private static boolean outruns(LoggedEvent standing, LoggedEvent ours) {
    return standing.persistenceId().equals(ours.persistenceId())
        && standing.sequenceNumber() >= ours.sequenceNumber();
  }

  private void failAll(StoreException failure, Phase after) {
    List<PendingWrite> failed;
    synchronized (this) {
      failed = queue.removeAll();
      fence.forgetAll();
      phase = after;
    }
    failed.forEach(write -> write.done().completeExceptionally(failure));
  }

  private StoreException fenced() {
    return new StoreException(
        "log-fenced",
        "Log %s was taken over by another process; nothing more is appended here until an entity"
                .formatted(log.id())
            + " recovers",
        null);
  }

  private static StoreException outrun(PendingWrite write, Block by) {
    return new StoreException(
        "entity-fenced",
        "A write of %s was not appended: another process wrote its next event at offset %d of %s"
            .formatted(write.persistenceId(), by.firstOffset(), by.log()),
        null);
  }

  private static StoreException storeException(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof StoreException known
        ? known
        : new StoreException("store-failed", "The store failed: " + cause, cause);
  }
}
