package io.sillok.persistence.tool;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store that breaks after a number of appends, and whose index lags for some looks. */
record BrittleStore(LogStore store, AtomicInteger appendsLeft, AtomicInteger laggingLooks)
    implements LogStore {

  static BrittleStore breakingAfter(LogStore store, int appends) {
    return new BrittleStore(store, new AtomicInteger(appends), new AtomicInteger());
  }

  static BrittleStore laggingFor(LogStore store, int looks) {
    return new BrittleStore(store, new AtomicInteger(Integer.MAX_VALUE), new AtomicInteger(looks));
  }

  @Override
  public PartitionLog log(LogId id) {
    return new BrittleLog(store.log(id));
  }

  @Override
  public int partitions() {
    return store.partitions();
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return store.logs();
  }

  @Override
  public EntityIndex entities() {
    return store.entities();
  }

  @Override
  public SnapshotTable snapshots() {
    return store.snapshots();
  }

  @Override
  public Facts facts() {
    return store.facts();
  }

  @Override
  public StoreHealth health() {
    return store.health();
  }

  @Override
  public StoreDescription describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }

  private final class BrittleLog implements PartitionLog {
    private final PartitionLog log;

    BrittleLog(PartitionLog log) {
      this.log = log;
    }

    @Override
    public LogId id() {
      return log.id();
    }

    @Override
    public CompletionStage<AppendResult> append(Block block) {
      return appendsLeft.decrementAndGet() >= 0
          ? log.append(block)
          : CompletableFuture.failedFuture(
              new StoreException("store-failed", "The test has broken the store", null));
    }

    @Override
    public CompletionStage<Optional<Block>> last() {
      return log.last();
    }

    @Override
    public CompletionStage<Long> head(long known) {
      return log.head(known);
    }

    @Override
    public CompletionStage<Optional<Block>> lastWithEvents() {
      return log.lastWithEvents();
    }

    @Override
    public CompletionStage<List<Block>> read(long offset, int maxBytes) {
      return log.read(offset, maxBytes);
    }

    @Override
    public CompletionStage<Optional<LogState>> state() {
      boolean lags = laggingLooks.getAndDecrement() > 0;
      return log.state().thenApply(state -> lags ? state.map(BrittleLog::lagging) : state);
    }

    private static LogState lagging(LogState state) {
      return new LogState(
          state.log(),
          state.firstOffset(),
          state.head(),
          state.epoch(),
          state.writer(),
          state.lastAppendedAt(),
          state.head() - 1);
    }

    @Override
    public CompletionStage<Long> trim(long offset) {
      return log.trim(offset);
    }

    @Override
    public CompletionStage<Void> startAt(long offset) {
      return log.startAt(offset);
    }
  }
}
