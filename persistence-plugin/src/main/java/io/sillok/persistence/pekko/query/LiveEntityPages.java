package io.sillok.persistence.pekko.query;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.reader.LogFollower;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The events of one persistence id, and then those that come: first from the index what the index
 * is certain to have, then from the log, for the index may be written behind it.
 */
final class LiveEntityPages implements Pages<LiveEntityPages.Place, IndexedEvent> {

  private static final long IN_INDEX = -1;

  private final SillokPersistence persistence;
  private final String persistenceId;
  private final LogId log;
  private final long to;
  private final int pageSize;
  private final LogFollower follower;

  /** All events before this offset are in the index. */
  private @Nullable CompletionStage<Long> indexedTo;

  LiveEntityPages(
      SillokPersistence persistence, String persistenceId, long to, QuerySettings settings) {
    this.persistence = persistence;
    this.persistenceId = persistenceId;
    this.to = to;
    pageSize = settings.pageSize();
    log = persistence.writers().partitioner().log(persistenceId);
    follower =
        new LogFollower(
            persistence.heads(),
            settings.pollInterval(),
            log,
            settings.pageBytes(),
            this::holdsEntity);
  }

  /**
   * @param sequenceNumber the next of interest
   * @param offset the next in the log, or {@link #IN_INDEX}
   */
  record Place(long sequenceNumber, long offset) {}

  /** Where reading begins: at the event {@code sequenceNumber}. */
  static Place start(long sequenceNumber) {
    return new Place(sequenceNumber, IN_INDEX);
  }

  @Override
  public CompletionStage<Page<Place, IndexedEvent>> read(Place cursor) {
    if (cursor.sequenceNumber() > to) {
      return CompletableFuture.completedFuture(new Page<>(List.of(), cursor, true));
    }
    return cursor.offset() == IN_INDEX
        ? indexedTo().thenCompose(end -> readIndex(cursor, end))
        : follower.read(cursor.offset()).thenApply(blocks -> logPage(cursor, blocks));
  }

  private CompletionStage<Long> indexedTo() {
    CompletionStage<Long> known = indexedTo;
    if (known == null) {
      known =
          persistence
              .store()
              .log(log)
              .state()
              .thenApply(state -> state.map(LogState::indexedTo).orElse(0L));
      indexedTo = known;
    }
    return known;
  }

  private CompletionStage<Page<Place, IndexedEvent>> readIndex(Place cursor, long end) {
    return persistence
        .store()
        .entities()
        .read(persistenceId, cursor.sequenceNumber(), to, pageSize)
        .thenApply(events -> indexPage(cursor, end, events));
  }

  private Page<Place, IndexedEvent> indexPage(Place cursor, long end, List<IndexedEvent> events) {
    List<IndexedEvent> certain = events.stream().takeWhile(event -> event.offset() < end).toList();
    boolean more = !certain.isEmpty() && certain.size() == events.size();
    return page(cursor, certain, more ? IN_INDEX : end);
  }

  private Page<Place, IndexedEvent> logPage(Place cursor, List<Block> blocks) {
    List<IndexedEvent> wanted =
        blocks.stream()
            .flatMap(block -> block.indexed().stream())
            .filter(event -> isWanted(event.event(), cursor))
            .toList();
    return page(cursor, wanted, blocks.isEmpty() ? cursor.offset() : blocks.getLast().nextOffset());
  }

  private Page<Place, IndexedEvent> page(Place cursor, List<IndexedEvent> items, long offset) {
    if (items.isEmpty()) {
      return new Page<>(items, new Place(cursor.sequenceNumber(), offset), false);
    }
    long end = items.getLast().event().sequenceNumber();
    // The next number, but never one that overflows and starts again.
    long next = end == Long.MAX_VALUE ? end : end + 1;
    return new Page<>(items, new Place(next, offset), end >= to);
  }

  private boolean isWanted(LoggedEvent event, Place cursor) {
    return event.persistenceId().equals(persistenceId)
        && event.sequenceNumber() >= cursor.sequenceNumber()
        && event.sequenceNumber() <= to;
  }

  private boolean holdsEntity(Block block) {
    return block.events().stream().anyMatch(event -> event.persistenceId().equals(persistenceId));
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void onMore(Runnable wake) {
    follower.start(wake);
  }

  @Override
  public void close() {
    follower.close();
  }
}
