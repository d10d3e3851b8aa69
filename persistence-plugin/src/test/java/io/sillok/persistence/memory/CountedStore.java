package io.sillok.persistence.memory;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A store that counts what it is asked about its logs, and that can be away for a while. */
public final class CountedStore implements LogStore {

  private final LogStore store;
  private final AtomicLong lists = new AtomicLong();
  private final AtomicLong others = new AtomicLong();
  private volatile boolean away;

  public CountedStore(LogStore store) {
    this.store = store;
  }

  /** How often its logs were listed. */
  public long lists() {
    return lists.get();
  }

  /** How often anything else was asked of a log. */
  public long asks() {
    return others.get();
  }

  /** Has it answer nothing but that it cannot be reached, or answer again. */
  public void setAway(boolean isAway) {
    away = isAway;
  }

  private <T> CompletionStage<T> ask(AtomicLong counter, Supplier<CompletionStage<T>> question) {
    counter.incrementAndGet();
    return away
        ? CompletableFuture.failedFuture(
            new StoreException("store-unreachable", "The test has it away", null))
        : question.get();
  }

  @Override
  public int partitions() {
    return store.partitions();
  }

  @Override
  public PartitionLog log(LogId id) {
    return new CountedLog(store.log(id));
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return ask(lists, store::logs);
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

  private final class CountedLog implements PartitionLog {
    private final PartitionLog log;

    CountedLog(PartitionLog log) {
      this.log = log;
    }

    @Override
    public LogId id() {
      return log.id();
    }

    @Override
    public CompletionStage<AppendResult> append(Block block) {
      return ask(new AtomicLong(), () -> log.append(block));
    }

    @Override
    public CompletionStage<Optional<Block>> last() {
      return ask(others, log::last);
    }

    @Override
    public CompletionStage<Long> head(long known) {
      return ask(others, () -> log.head(known));
    }

    @Override
    public CompletionStage<Optional<Block>> lastWithEvents() {
      return ask(others, log::lastWithEvents);
    }

    @Override
    public CompletionStage<List<Block>> read(long offset, int maxBytes) {
      return ask(others, () -> log.read(offset, maxBytes));
    }

    @Override
    public CompletionStage<Optional<LogState>> state() {
      return ask(others, log::state);
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
