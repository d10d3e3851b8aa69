package io.sillok.persistence.pekko.query;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.pekko.SillokPersistence;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The present events of one persistence id; the cursor is the next sequence number. */
final class EntityPages implements Pages<Long, IndexedEvent> {

  private final SillokPersistence persistence;
  private final String persistenceId;
  private final long to;
  private final int pageSize;

  EntityPages(SillokPersistence persistence, String persistenceId, long to, int pageSize) {
    this.persistence = persistence;
    this.persistenceId = persistenceId;
    this.to = to;
    this.pageSize = pageSize;
  }

  @Override
  public CompletionStage<Page<Long, IndexedEvent>> read(Long cursor) {
    if (cursor > to) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return persistence
        .store()
        .entities()
        .read(persistenceId, cursor, to, pageSize)
        .thenApply(events -> page(cursor, events));
  }

  private Page<Long, IndexedEvent> page(Long cursor, List<IndexedEvent> events) {
    if (events.isEmpty()) {
      return new Page<>(List.of(), cursor, true);
    }
    long end = events.getLast().event().sequenceNumber();
    // The next number, but never one that overflows and starts again.
    return new Page<>(events, end == Long.MAX_VALUE ? end : end + 1, end >= to);
  }
}
