package io.sillok.persistence.memory;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Logs and their index in memory, without snapshots. One thread does everything, so that outcomes
 * come in order and on another thread than the caller's, as those of a real store do.
 */
public final class MemoryStore implements LogStore {

  private final int partitions;
  private final Map<LogId, TreeMap<Long, Block>> logs =
      new TreeMap<>(Comparator.comparing(LogId::name).thenComparingInt(LogId::partition));
  private final MemoryIndex index = new MemoryIndex(this);
  private final MemoryFacts facts = new MemoryFacts(this);
  private final AtomicLong reads = new AtomicLong();
  private final AtomicInteger lagging = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("memory-store").factory());

  public MemoryStore(int partitions) {
    this.partitions = partitions;
  }

  /** How often blocks were asked for. */
  public long reads() {
    return reads.get();
  }

  /** Has the next {@code count} reads of blocks find nothing, as those of a late replica may. */
  public void lag(int count) {
    lagging.set(count);
  }

  <T> CompletionStage<T> run(Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, thread);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public PartitionLog log(LogId id) {
    return new Log(id);
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return run(() -> List.copyOf(logs.keySet()));
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

  private final class Log implements PartitionLog {
    private final LogId id;

    Log(LogId id) {
      this.id = id;
    }

    @Override
    public LogId id() {
      return id;
    }

    @Override
    public CompletionStage<AppendResult> append(Block block) {
      return run(() -> {
        TreeMap<Long, Block> log = logs.computeIfAbsent(id, any -> new TreeMap<>());
        Map.Entry<Long, Block> before = log.floorEntry(block.firstOffset());
        if (before != null && before.getValue().nextOffset() > block.firstOffset()) {
          return new AppendResult.Occupied(before.getValue());
        }
        if (block.firstOffset() > (before == null ? 0 : before.getValue().nextOffset())) {
          throw new StoreException("log-gap", "A gap in " + id, null);
        }
        log.put(block.firstOffset(), block);
        index(block);
        return new AppendResult.Appended();
      });
    }

    private void index(Block block) {
      for (int at = 0; at < block.events().size(); at++) {
        LoggedEvent event = block.events().get(at);
        index.add(new IndexedEvent(id, block.firstOffset() + at, block.appendedAt(), event));
      }
    }

    @Override
    public CompletionStage<Optional<Block>> last() {
      return run(this::lastNow);
    }

    private Optional<Block> lastNow() {
      TreeMap<Long, Block> log = logs.get(id);
      return log == null ? Optional.empty() : Optional.of(log.lastEntry().getValue());
    }

    @Override
    public CompletionStage<List<Block>> read(long offset, int maxBytes) {
      reads.incrementAndGet();
      if (lagging.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return run(List::of);
      }
      return run(() -> {
        TreeMap<Long, Block> log = logs.getOrDefault(id, new TreeMap<>());
        Long holder = log.floorKey(offset);
        List<Block> blocks = new ArrayList<>();
        long bytes = 0;
        for (Block block : log.tailMap(holder == null ? 0L : holder).values()) {
          if (block.nextOffset() > offset && bytes < maxBytes) {
            blocks.add(block);
            bytes += 100 + block.events().stream().mapToLong(e -> e.payload().bytes().length).sum();
          }
        }
        return blocks;
      });
    }

    @Override
    public CompletionStage<Optional<LogState>> state() {
      return run(() ->
          lastNow()
              .map(last ->
                  new LogState(
                      id,
                      0,
                      last.nextOffset(),
                      last.epoch(),
                      last.writer(),
                      last.appendedAt(),
                      last.nextOffset())));
    }
  }
}
