package io.sillok.persistence.memory;

import io.sillok.persistence.AppendResult;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One log of a {@link MemoryStore}; only the store's thread touches its blocks. */
final class MemoryLog implements PartitionLog {

  private final LogId id;
  private final MemoryStore store;
  private final TreeMap<Long, Block> blocks = new TreeMap<>();

  /** The first offset that is held, or that the first block takes. */
  private long start;

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger lagging = new AtomicInteger();

  MemoryLog(LogId id, MemoryStore store) {
    this.id = id;
    this.store = store;
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  int reads() {
    return reads.get();
  }

  void lag(int count) {
    lagging.set(count);
  }

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public CompletionStage<AppendResult> append(Block block) {
    return store.run(() -> {
      Map.Entry<Long, Block> before = blocks.floorEntry(block.firstOffset());
      long head = before == null ? start : before.getValue().nextOffset();
      if (head > block.firstOffset() && before != null) {
        return new AppendResult.Occupied(before.getValue());
      }
      if (head < block.firstOffset()) {
        throw new StoreException("log-gap", "A gap in " + id, null);
      }
      blocks.put(block.firstOffset(), block);
      block.forIndex().forEach(store.index()::add);
      return new AppendResult.Appended();
    });
  }

  @Override
  public CompletionStage<Optional<Block>> last() {
    return store.run(this::lastNow);
  }

  private Optional<Block> lastNow() {
    return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks.lastEntry().getValue());
  }

  @Override
  public CompletionStage<Optional<Block>> lastWithEvents() {
    return store.run(this::lastWithEventsNow);
  }

  private Optional<Block> lastWithEventsNow() {
    return blocks.descendingMap().values().stream()
        .filter(block -> !block.events().isEmpty())
        .findFirst();
  }

  @Override
  public CompletionStage<List<Block>> read(long offset, int maxBytes) {
    reads.incrementAndGet();
    boolean lags = lagging.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return store.run(() -> lags ? List.of() : readNow(offset, maxBytes));
  }

  private List<Block> readNow(long offset, int maxBytes) {
    Long holder = blocks.floorKey(offset);
    List<Block> read = new ArrayList<>();
    long bytes = 0;
    for (Block block : blocks.tailMap(holder == null ? start : holder).values()) {
      if (block.nextOffset() > offset && bytes < maxBytes) {
        read.add(block);
        bytes += 100 + block.events().stream().mapToLong(e -> e.payload().bytes().length).sum();
      }
    }
    return read;
  }

  @Override
  public CompletionStage<Optional<LogState>> state() {
    return store.run(() -> lastNow().map(this::state));
  }

  private LogState state(Block last) {
    long head = last.nextOffset();
    return new LogState(id, start, head, last.epoch(), last.writer(), last.appendedAt(), head);
  }

  @Override
  public CompletionStage<Long> trim(long offset) {
    return store.run(() -> {
      long last = lastWithEventsNow().map(Block::firstOffset).orElse(offset);
      Map.Entry<Long, Block> holder = blocks.floorEntry(Math.min(last, offset));
      if (holder != null) {
        blocks.headMap(PartitionLog.bucketStart(holder.getKey())).clear();
        start = Math.max(start, blocks.firstKey());
      }
      return start;
    });
  }

  @Override
  public CompletionStage<Void> startAt(long offset) {
    return store.run(() -> {
      if (!blocks.isEmpty()) {
        throw new StoreException("log-not-empty", "Blocks in " + id, null);
      }
      start = offset;
      return null;
    });
  }
}
