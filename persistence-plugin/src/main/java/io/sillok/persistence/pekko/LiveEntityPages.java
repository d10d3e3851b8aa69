package io.sillok.persistence.pekko;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.reader.LogFollower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.jspecify.annotations.Nullable;

/**
 * The events of one persistence id, and then those that come: first from the index what the index
 * is certain to have, then from the log, for the index may be written behind it.
 */
final class LiveEntityPages implements Pages<LiveEntityPages.Place, EventEnvelope> {

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
      SillokPersistence persistence, String persistenceId, long to, int pageSize, int pageBytes) {
    this.persistence = persistence;
    this.persistenceId = persistenceId;
    this.to = to;
    this.pageSize = pageSize;
    log = persistence.writers().partitioner().log(persistenceId);
    follower = new LogFollower(persistence.writers(), log, pageBytes, this::holdsEntity);
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
  public CompletionStage<Page<Place, EventEnvelope>> read(Place cursor) {
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

  private CompletionStage<Page<Place, EventEnvelope>> readIndex(Place cursor, long end) {
    return persistence
        .store()
        .entities()
        .read(persistenceId, cursor.sequenceNumber(), to, pageSize)
        .thenApply(events -> indexPage(cursor, end, events));
  }

  private Page<Place, EventEnvelope> indexPage(Place cursor, long end, List<IndexedEvent> events) {
    List<IndexedEvent> certain = events.stream().takeWhile(event -> event.offset() < end).toList();
    boolean more = !certain.isEmpty() && certain.size() == events.size();
    List<EventEnvelope> envelopes =
        certain.stream().map(event -> envelope(event.event(), event.appendedAt())).toList();
    return page(cursor, envelopes, more ? IN_INDEX : end);
  }

  private Page<Place, EventEnvelope> logPage(Place cursor, List<Block> blocks) {
    List<EventEnvelope> envelopes = new ArrayList<>();
    for (Block block : blocks) {
      for (LoggedEvent event : block.events()) {
        if (isWanted(event, cursor)) {
          envelopes.add(envelope(event, block.appendedAt()));
        }
      }
    }
    return page(
        cursor, envelopes, blocks.isEmpty() ? cursor.offset() : blocks.getLast().nextOffset());
  }

  private Page<Place, EventEnvelope> page(Place cursor, List<EventEnvelope> items, long offset) {
    if (items.isEmpty()) {
      return new Page<>(items, new Place(cursor.sequenceNumber(), offset), false);
    }
    long end = items.getLast().sequenceNr();
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

  private EventEnvelope envelope(LoggedEvent event, Instant appendedAt) {
    return persistence
        .serialization()
        .envelope(Offset.sequence(event.sequenceNumber()), event, appendedAt);
  }

  @Override
  public void onMore(Runnable wake) {
    follower.start(wake);
  }

  @Override
  public void lookAgain() {
    follower.suspect();
  }

  @Override
  public void close() {
    follower.close();
  }
}
