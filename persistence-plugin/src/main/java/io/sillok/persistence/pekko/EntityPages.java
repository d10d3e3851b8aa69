package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.writer.AppendListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events of one persistence id; the cursor is the next sequence number. */
final class EntityPages implements Pages<Long, IndexedEvent> {

  private final SillokPersistence persistence;
  private final String persistenceId;
  private final long to;
  private final boolean live;
  private final int pageSize;
  private AppendListener.@Nullable Subscription subscription;

  EntityPages(
      SillokPersistence persistence, String persistenceId, long to, boolean live, int pageSize) {
    this.persistence = persistence;
    this.persistenceId = persistenceId;
    this.to = to;
    this.live = live;
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
      return new Page<>(List.of(), cursor, !live);
    }
    long end = events.getLast().event().sequenceNumber();
    // The next number, but never one that overflows and starts again.
    return new Page<>(events, end == Long.MAX_VALUE ? end : end + 1, end >= to);
  }

  @Override
  public void onMore(Runnable wake) {
    if (live) {
      subscription =
          persistence
              .writers()
              .subscribe(
                  persistence.writers().partitioner().log(persistenceId),
                  block -> {
                    if (holdsEntity(block)) {
                      wake.run();
                    }
                  });
    }
  }

  private boolean holdsEntity(Block block) {
    return block.events().stream().anyMatch(event -> event.persistenceId().equals(persistenceId));
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
