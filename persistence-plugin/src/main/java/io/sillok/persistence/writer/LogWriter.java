package io.sillok.persistence.writer;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Permits;
import io.sillok.persistence.Shared;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log. One append is under way at a time; whatever arrives meanwhile goes into the next
 * block, so blocks grow with the load and an idle log adds no delay.
 */
final class LogWriter {

  private enum Phase {
    /** Somebody else may write here; the next use opens the log. */
    UNOWNED,
    OPENING,
    READY,
    /** For a permit to append. */
    WAITING,
    APPENDING,
    /** Another process took the log over; only a recovery takes it back. */
    FENCED
  }

  /** Farther behind than so many blocks, reading them takes longer than beginning anew. */
  private static final int CATCH_UP_BLOCKS = 100;

  private static final int CATCH_UP_BYTES = 1 << 20;
  private static final long NAME_SECONDS = 2;

  private final PartitionLog log;
  private final LogStore store;
  private final WriterSettings settings;
  private final BlockMaker blocks;
  private final AppendListeners listeners;
  private final Permits permits;
  private final Executor acknowledger;
  private final WriteFailures failures;
  private final WriteQueue queue;
  private final EntityFence fence;
  private final Arrivals arriving = new Arrivals();
  private final Shared<Void> confirmation = new Shared<>(this::confirm);

  private Phase phase = Phase.UNOWNED;
  private CompletableFuture<Void> opening = new CompletableFuture<>();
  private long appendingSince;
  private String owner = "another process";

  LogWriter(
      PartitionLog log,
      LogStore store,
      WriterSettings settings,
      BlockMaker blocks,
      AppendListeners listeners,
      Permits permits,
      Executor acknowledger) {
    this.log = log;
    this.store = store;
    this.settings = settings;
    this.blocks = blocks;
    this.listeners = listeners;
    this.permits = permits;
    this.acknowledger = acknowledger;
    failures = new WriteFailures(log.id(), settings.writeTimeout());
    queue = new WriteQueue(settings.limits());
    fence = new EntityFence(settings.limits().rememberedEntities());
  }

  /** Makes this process a writer of the log unless it is one. */
  CompletionStage<Void> open() {
    CompletableFuture<Void> mine;
    synchronized (this) {
      if (isOpen()) {
        return CompletableFuture.completedFuture(null);
      }
      if (phase == Phase.OPENING) {
        return opening;
      }
      phase = Phase.OPENING;
      opening = new CompletableFuture<>();
      mine = opening;
    }
    CompletionStage<List<Block>> opened =
        settings.mode() == WriterSettings.Mode.OWNER
            ? TakeOver.of(log, blocks).thenApply(List::of)
            : log.last().thenApply(blocks::adopt);
    opened.whenComplete((written, failure) -> opened(written, failure, mine));
    return mine;
  }

  /**
   * Looks whether another process has taken the log over, which nobody tells one that writes
   * nothing; then the log is not open afterwards.
   */
  private CompletionStage<Void> confirm() {
    long head;
    long epoch;
    synchronized (this) {
      if (settings.mode() != WriterSettings.Mode.OWNER || store.isExclusive() || !isOpen()) {
        return CompletableFuture.completedFuture(null);
      }
      head = blocks.head();
      epoch = blocks.epoch();
    }
    return confirmFrom(head, epoch);
  }

  private CompletionStage<Void> confirmFrom(long offset, long epoch) {
    return log.read(offset, CATCH_UP_BYTES)
        .thenCompose(behind -> {
          if (behind.isEmpty()) {
            return CompletableFuture.completedFuture(null);
          }
          Block last = behind.getLast();
          return last.epoch() > epoch ? replacedBy(last) : confirmFrom(last.nextOffset(), epoch);
        });
  }

  /** What is under way is not decided yet, and may find out by itself. */
  private CompletionStage<Void> replacedBy(Block by) {
    CompletionStage<Void> underWay;
    synchronized (this) {
      if (phase == Phase.READY) {
        fencedBy(by);
        return CompletableFuture.completedFuture(null);
      }
      underWay = decided(queue.all(null));
    }
    return underWay.thenCompose(decided -> confirm());
  }

  /** Appends {@code events} of one entity together; completes when they are durable. */
  CompletionStage<Void> append(List<LoggedEvent> events) {
    PendingWrite write = new PendingWrite(events, settings.writeTimeout());
    enqueue(write);
    return write.done();
  }

  /** Completes when what became of the entity's writes that are here now is known. */
  synchronized CompletionStage<Void> settled(@Nullable String persistenceId) {
    return decided(Stream.concat(arriving.all(persistenceId), queue.all(persistenceId)));
  }

  private static CompletionStage<Void> decided(Stream<PendingWrite> writes) {
    return CompletableFuture.allOf(
        writes.map(PendingWrite::decided).toArray(CompletableFuture<?>[]::new));
  }

  /** The highest sequence number of an entity, which the fence learns. */
  CompletionStage<Long> recover(String persistenceId) {
    return open()
        .thenCompose(opened -> confirmation.run())
        .thenCompose(confirmed -> open())
        .thenCompose(opened -> settled(persistenceId))
        .thenCompose(settled -> lookUp(persistenceId))
        .thenApply(found -> {
          synchronized (this) {
            fence.found(found.look(), found.highest());
          }
          return found.highest();
        });
  }

  /** Fails the writes whose time is up; what is under way goes on. */
  void expire(long now) {
    List<PendingWrite> underWay;
    List<PendingWrite> waiting;
    synchronized (this) {
      underWay = queue.expiredUnderWay(now);
      waiting = queue.takeExpired(now, underWay);
      waiting.forEach(write -> fence.forget(write.persistenceId()));
      waiting = Stream.concat(arriving.takeExpired(now).stream(), waiting.stream()).toList();
    }
    waiting.forEach(write -> write.fail(failures.expired(write)));
    underWay.forEach(write -> write.abandon(failures.expired(write)));
  }

  private void opened(
      @Nullable List<Block> written, @Nullable Throwable failure, CompletableFuture<Void> mine) {
    synchronized (this) {
      phase = failure == null ? Phase.READY : Phase.UNOWNED;
      fence.forgetAll();
    }
    if (written == null) {
      mine.completeExceptionally(WriteFailures.of(failure));
    } else {
      written.forEach(listeners::appended);
      mine.complete(null);
    }
  }

  private void enqueue(PendingWrite write) {
    boolean first = false;
    try {
      synchronized (this) {
        if (!arriving.join(write)) {
          if (isOpen() && fence.knows(write.persistenceId())) {
            admit(write);
          } else if (phase == Phase.FENCED) {
            throw failures.fenced(owner);
          } else {
            arriving.begin(write);
            first = true;
          }
        }
      }
    } catch (StoreException refused) {
      write.fail(refused);
      return;
    }
    if (first) {
      prepare(write.persistenceId());
    } else {
      next();
    }
  }

  private boolean isOpen() {
    return phase == Phase.READY || phase == Phase.WAITING || phase == Phase.APPENDING;
  }

  private void admit(PendingWrite write) {
    if (!isOpen()) {
      throw failures.fenced(owner);
    }
    if (phase == Phase.APPENDING
        && System.nanoTime() - appendingSince > settings.writeTimeout().toNanos()) {
      throw failures.unresponsive();
    }
    queue.check(write);
    write.replace(fence.admit(write.events()));
    queue.add(write);
  }

  private void prepare(String entity) {
    lookUp(entity).whenComplete((found, failure) -> arrived(entity, found, failure));
  }

  /** What the store says of an entity. */
  private record Found(EntityFence.Look look, long highest) {}

  private CompletionStage<Found> lookUp(String entity) {
    return open().thenCompose(opened -> lookUpOnceDecided(entity));
  }

  private CompletionStage<Found> lookUpOnceDecided(String entity) {
    CompletionStage<Void> before;
    EntityFence.Look look;
    synchronized (this) {
      before = decided(queue.all(entity));
      look = fence.look(entity);
    }
    return before
        .thenCompose(decided -> store.entities().highestSequenceNumber(entity))
        .thenApply(highest -> new Found(look, highest))
        .whenComplete((found, failure) -> {
          if (failure != null) {
            synchronized (this) {
              fence.end(look);
            }
          }
        });
  }

  private void arrived(String entity, @Nullable Found found, @Nullable Throwable failure) {
    Map<PendingWrite, StoreException> refused = new LinkedHashMap<>();
    boolean again;
    synchronized (this) {
      boolean outdated = found != null && !fence.found(found.look(), found.highest());
      again = outdated && phase != Phase.FENCED;
      if (found == null) {
        StoreException reason = WriteFailures.of(failure);
        arriving.take(entity).forEach(write -> refused.put(write, reason));
      } else if (!again) {
        refused.putAll(admitAll(arriving.take(entity)));
      }
    }
    if (again) {
      prepare(entity);
    } else {
      next();
      refused.forEach((write, reason) -> write.fail(reason));
    }
  }

  /** Answers those that are refused: of one incarnation, all behind the first. */
  private Map<PendingWrite, StoreException> admitAll(List<PendingWrite> writes) {
    Map<PendingWrite, StoreException> refused = new LinkedHashMap<>();
    Map<String, StoreException> failed = new HashMap<>();
    for (PendingWrite write : writes) {
      try {
        StoreException earlier = failed.get(write.incarnation());
        if (earlier != null) {
          throw earlier;
        }
        admit(write);
      } catch (StoreException e) {
        refused.put(write, e);
        if (!WriteFailures.isRejection(e)) {
          failed.put(write.incarnation(), e);
        }
      }
    }
    return refused;
  }

  private void next() {
    synchronized (this) {
      if (phase != Phase.READY || !queue.hasWaiting()) {
        return;
      }
      phase = Phase.WAITING;
    }
    permits.acquire(this::appendNext);
  }

  private void appendNext() {
    Block block = null;
    synchronized (this) {
      if (phase == Phase.WAITING && queue.hasWaiting()) {
        phase = Phase.APPENDING;
        block = blocks.events(queue.startNext());
        appendingSince = System.nanoTime();
      } else if (phase == Phase.WAITING) {
        phase = Phase.READY;
      }
    }
    if (block == null) {
      permits.release();
    } else {
      submit(block);
    }
  }

  private void submit(Block block) {
    log.append(block)
        .whenComplete((result, failure) -> {
          permits.release();
          switch (result) {
            case null -> failAll(WriteFailures.of(failure), Phase.UNOWNED);
            case AppendResult.Appended() -> appended(block);
            case AppendResult.Occupied(Block by) -> occupied(block, by);
          }
        });
  }

  private void appended(Block block) {
    List<PendingWrite> finished;
    synchronized (this) {
      blocks.appended(block);
      phase = Phase.READY;
      finished = queue.finish();
    }
    listeners.appended(block); // before the next can be, so that they hear in order
    next();
    acknowledger.execute(() -> finished.forEach(PendingWrite::succeed));
  }

  /** The cell is taken: by an earlier try of ours, by a new owner, or by a process that shares. */
  private void occupied(Block block, Block by) {
    if (by.attempt().equals(block.attempt())) {
      appended(block);
    } else if (by.epoch() > block.epoch()) {
      fencedBy(by);
    } else {
      log.read(by.nextOffset(), CATCH_UP_BYTES)
          .whenComplete((behind, failure) -> {
            if (behind == null) {
              failAll(WriteFailures.of(failure), Phase.UNOWNED);
            } else {
              appendBehind(Stream.concat(Stream.of(by), behind.stream()).toList(), block.epoch());
            }
          });
    }
  }

  private void appendBehind(List<Block> others, long epoch) {
    Block last = others.getLast();
    if (last.epoch() > epoch) {
      fencedBy(last);
      return;
    }
    if (others.size() > CATCH_UP_BLOCKS) {
      beginAnew();
      return;
    }
    Map<PendingWrite, Block> outrun = new LinkedHashMap<>();
    synchronized (this) {
      queue.retry().forEach(write -> outrun.put(write, last));
      for (Block by : others) {
        blocks.appended(by);
        queue.takeOutrun(by).forEach(write -> outrun.put(write, by));
        outrun.keySet().forEach(write -> fence.forget(write.persistenceId()));
        by.events().forEach(fence::hear);
      }
      phase = Phase.READY;
    }
    listeners.moved(last.log(), last.nextOffset());
    next();
    outrun.forEach((write, by) -> write.fail(failures.outrun(write, by)));
  }

  /** As if all that waits had just come. */
  private void beginAnew() {
    List<PendingWrite> firsts = new ArrayList<>();
    synchronized (this) {
      fence.forgetAll();
      phase = Phase.UNOWNED;
      for (PendingWrite write : queue.removeAll()) {
        if (write.isAbandoned()) {
          write.fail(failures.expired(write));
        } else if (!arriving.join(write)) {
          arriving.begin(write);
          firsts.add(write);
        }
      }
    }
    firsts.forEach(write -> prepare(write.persistenceId()));
  }

  private void fencedBy(Block by) {
    List<PendingWrite> failed = removeAll(Phase.FENCED);
    listeners.moved(by.log(), by.nextOffset());
    nameOf(by.writer())
        .thenAccept(name -> {
          synchronized (this) {
            owner = name;
          }
          failed.forEach(write -> write.fail(failures.fenced(name)));
        });
  }

  private CompletionStage<String> nameOf(UUID writer) {
    return store
        .writerName(writer)
        .toCompletableFuture()
        .orTimeout(NAME_SECONDS, TimeUnit.SECONDS)
        .exceptionally(unknown -> "process " + writer);
  }

  private void failAll(StoreException failure, Phase after) {
    removeAll(after).forEach(write -> write.fail(failure));
  }

  private synchronized List<PendingWrite> removeAll(Phase after) {
    fence.forgetAll();
    phase = after;
    return queue.removeAll();
  }
}
