package io.sillok.persistence.memory;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.SnapshotTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs and their index in memory, without snapshots. One thread does everything, so that outcomes
 * come in order and on another thread than the caller's, as those of a real store do.
 */
public final class MemoryStore implements LogStore {

  private final int partitions;
  private final Map<LogId, MemoryLog> logs =
      new ConcurrentSkipListMap<>(
          Comparator.comparing(LogId::name).thenComparingInt(LogId::partition));
  private final MemoryIndex index = new MemoryIndex(this);
  private final MemoryFacts facts = new MemoryFacts(this);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("memory-store").factory());

  public MemoryStore(int partitions) {
    this.partitions = partitions;
  }

  /** How often blocks were asked for. */
  public long reads() {
    return logs.values().stream().mapToLong(MemoryLog::reads).sum();
  }

  /** Has the next {@code count} reads of {@code log} find nothing, as a late replica may. */
  public void lag(LogId log, int count) {
    logNow(log).lag(count);
  }

  /** Answers nothing more until {@code latch} is down. */
  public void hold(CountDownLatch latch) {
    thread.execute(() -> {
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
  }

  MemoryIndex index() {
    return index;
  }

  private MemoryLog logNow(LogId id) {
    return logs.computeIfAbsent(id, any -> new MemoryLog(id, this));
  }

  <T extends @Nullable Object> CompletionStage<T> run(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, thread);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public PartitionLog log(LogId id) {
    return logNow(id);
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return run(
        () -> logs.values().stream().filter(log -> !log.isEmpty()).map(MemoryLog::id).toList());
  }

  @Override
  public EntityIndex entities() {
    return index;
  }

  @Override
  public SnapshotTable snapshots() {
    throw new UnsupportedOperationException("This store keeps no snapshots");
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth.Healthy();
  }

  @Override
  public StoreDescription describe() {
    return new StoreDescription("memory", "here", -1);
  }

  /** Does nothing: others may use it still. */
  @Override
  public void close() {}
}
