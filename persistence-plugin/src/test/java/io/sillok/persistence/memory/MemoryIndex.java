package io.sillok.persistence.memory;

import io.sillok.persistence.EntityIndex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** The index of a {@link MemoryStore}; only the store's thread touches it. */
final class MemoryIndex implements EntityIndex {

  private final MemoryStore store;
  private final TreeMap<String, TreeMap<Long, IndexedEvent>> events =
      new TreeMap<>((one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other)));
  private final Map<String, Long> deleted = new HashMap<>();

  MemoryIndex(MemoryStore store) {
    this.store = store;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void add(IndexedEvent event) {
    events
        .computeIfAbsent(event.event().persistenceId(), id -> new TreeMap<>())
        .put(event.event().sequenceNumber(), event);
  }

  @Override
  public CompletionStage<List<IndexedEvent>> read(
      String persistenceId, long from, long to, int limit) {
    return store.run(() ->
        of(persistenceId).values().stream()
            .filter(event -> event.event().sequenceNumber() >= from)
            .filter(event -> event.event().sequenceNumber() <= to)
            .filter(event -> event.event().sequenceNumber() > deletedNow(persistenceId))
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<List<IndexedEvent>> readDeleted(
      String persistenceId, long from, int limit) {
    return store.run(() ->
        of(persistenceId).values().stream()
            .filter(event -> event.event().sequenceNumber() >= from)
            .filter(event -> event.event().sequenceNumber() <= deletedNow(persistenceId))
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<Long> highestSequenceNumber(String persistenceId) {
    return store.run(() -> highest(persistenceId));
  }

  @Override
  public CompletionStage<Void> deleteTo(String persistenceId, long sequenceNumber) {
    return store
        .run(() ->
            deleted.merge(
                persistenceId, Math.min(sequenceNumber, highest(persistenceId)), Math::max))
        .thenApply(any -> null);
  }

  @Override
  public CompletionStage<Long> deletedTo(String persistenceId) {
    return store.run(() -> deletedNow(persistenceId));
  }

  @Override
  public CompletionStage<Void> restore(List<IndexedEvent> restored) {
    return store.run(() -> {
      restored.forEach(this::add);
      return null;
    });
  }

  @Override
  public CompletionStage<List<String>> persistenceIds(String prefix, String after, int limit) {
    return store.run(() ->
        events.tailMap(after, false).keySet().stream()
            .filter(id -> id.startsWith(prefix))
            .limit(limit)
            .toList());
  }

  @Override
  public CompletionStage<Optional<String>> lastPersistenceId() {
    return store.run(
        () -> events.isEmpty() ? Optional.empty() : Optional.of(events.lastEntry().getKey()));
  }

  private NavigableMap<Long, IndexedEvent> of(String persistenceId) {
    return events.getOrDefault(persistenceId, new TreeMap<>());
  }

  private long highest(String persistenceId) {
    NavigableMap<Long, IndexedEvent> known = of(persistenceId);
    return known.isEmpty() ? 0 : known.lastKey();
  }

  private long deletedNow(String persistenceId) {
    return deleted.getOrDefault(persistenceId, 0L);
  }
}
