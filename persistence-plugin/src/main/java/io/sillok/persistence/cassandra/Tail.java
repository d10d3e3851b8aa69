package io.sillok.persistence.cassandra;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.codec.BlockCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of one log that the index does not have yet, in memory: every block from {@link
 * #indexedTo} up to {@link #end}. Thread-safe.
 */
final class Tail {

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Deque<IndexedEvent>> events = new HashMap<>();
  private boolean known;
  private long end;
  private long bytes;

  /**
   * A block, of which only what the index is to have stays in memory.
   *
   * @param since when it came, by {@link System#nanoTime}
   */
  private record Entry(
      long firstOffset, long nextOffset, List<IndexedEvent> events, long bytes, long since) {}

  /**
   * Some of the oldest blocks.
   *
   * @param events that the index is to have
   * @param end the offset behind them
   */
  record Beginning(List<IndexedEvent> events, long end) {}

  /** Begins at {@code offset}, where a block begins or the log ends; a tail that is there stays. */
  synchronized void begin(long offset) {
    if (!known || (entries.isEmpty() && offset > end)) {
      known = true;
      end = offset;
    }
  }

  /** Whether where the log ends was known, lately. */
  synchronized boolean isKnown() {
    return known;
  }

  synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The offset behind the last block that was added. */
  synchronized long end() {
    return end;
  }

  /** All events before it are in the index. */
  synchronized long indexedTo() {
    return entries.isEmpty() ? end : entries.getFirst().firstOffset();
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Since when the oldest block waits, by {@link System#nanoTime}; {@code now} if none does. */
  synchronized long oldest(long now) {
    return entries.isEmpty() ? now : entries.getFirst().since();
  }

  /** Adds {@code block} if it follows the last; one that is here already changes nothing. */
  synchronized void add(Block block) {
    if (!known || block.firstOffset() != end) {
      return;
    }
    long size = 64;
    List<IndexedEvent> toIndex = block.forIndex();
    for (IndexedEvent event : toIndex) {
      size += BlockCodec.estimate(event.event());
      events.computeIfAbsent(event.event().persistenceId(), id -> new ArrayDeque<>()).add(event);
    }
    entries.add(
        new Entry(block.firstOffset(), block.nextOffset(), toIndex, size, System.nanoTime()));
    bytes += size;
    end = block.nextOffset();
  }

  /** The oldest blocks, up to {@code maxBytes} of them and at least one if there is any. */
  synchronized Beginning beginning(long maxBytes) {
    List<IndexedEvent> oldest = new ArrayList<>();
    long to = indexedTo();
    long sum = 0;
    for (Entry entry : entries) {
      if (sum >= maxBytes) {
        break;
      }
      oldest.addAll(entry.events());
      to = entry.nextOffset();
      sum += entry.bytes();
    }
    return new Beginning(oldest, to);
  }

  /** The index has everything before {@code offset}. */
  synchronized void indexed(long offset) {
    while (!entries.isEmpty() && entries.getFirst().nextOffset() <= offset) {
      Entry entry = entries.removeFirst();
      bytes -= entry.bytes();
      entry.events().forEach(each -> drop(each.event()));
    }
  }

  private void drop(LoggedEvent event) {
    Deque<IndexedEvent> ofEntity = events.get(event.persistenceId());
    if (ofEntity != null) {
      ofEntity.removeFirst();
      if (ofEntity.isEmpty()) {
        events.remove(event.persistenceId());
      }
    }
  }

  /** The events of {@code persistenceId} that the index does not have, ascending. */
  synchronized List<IndexedEvent> of(String persistenceId) {
    @Nullable Deque<IndexedEvent> ofEntity = events.get(persistenceId);
    return ofEntity == null ? List.of() : List.copyOf(ofEntity);
  }

  /** Persistence ids whose first event the index does not have. */
  synchronized List<String> newIds() {
    return events.entrySet().stream()
        .filter(each -> each.getValue().getFirst().event().previousSequenceNumber() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
