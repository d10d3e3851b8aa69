package io.sillok.persistence.pekko.query;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Queries that a single log answers: for the events of one entity, and for all of a partition. */
final class SingleLogQuery {

  private final SillokPersistence persistence;
  private final EntityIndex entities;
  private final QuerySettings settings;

  SingleLogQuery(SillokPersistence persistence, QuerySettings settings) {
    this.persistence = persistence;
    entities = persistence.store().entities();
    this.settings = settings;
  }

  /** The event {@code sequenceNumber} of an entity, unless it is missing or deleted. */
  CompletionStage<Optional<IndexedEvent>> event(String persistenceId, long sequenceNumber) {
    checkIndexed(persistenceId);
    return entities
        .read(persistenceId, sequenceNumber, sequenceNumber, 1)
        .thenApply(events -> events.stream().findFirst());
  }

  /** The events of an entity within bounds, and those that come there. */
  Source<IndexedEvent, NotUsed> entity(String persistenceId, long from, long to) {
    checkIndexed(persistenceId);
    return Source.fromGraph(
        new PagedSource<>(
            LiveEntityPages.start(Math.max(1L, from)),
            () -> new LiveEntityPages(persistence, persistenceId, to, settings)));
  }

  /** The present events of an entity within bounds. */
  Source<IndexedEvent, NotUsed> currentEntity(String persistenceId, long from, long to) {
    checkIndexed(persistenceId);
    return LogsQuery.lazily(() ->
        entities
            .highestSequenceNumber(persistenceId)
            .thenApply(highest -> presentEntity(persistenceId, from, Math.min(highest, to))));
  }

  private static void checkIndexed(String persistenceId) {
    if (Partitioner.isStream(persistenceId)) {
      throw new IllegalArgumentException(
          "The events of %s are those of a stream and cannot be found by their persistence id; read its"
                  .formatted(persistenceId)
              + " log with eventsByPartition");
    }
  }

  /** The events of {@code log} from {@code offset} on, and those that come. */
  Source<IndexedEvent, NotUsed> partition(LogId log, long offset) {
    return partition(log, offset, Long.MAX_VALUE, true);
  }

  /** The present events of {@code log} from {@code offset} on. */
  Source<IndexedEvent, NotUsed> currentPartition(LogId log, long offset) {
    return LogsQuery.lazily(() ->
        persistence
            .store()
            .log(log)
            .last()
            .thenApply(
                last -> partition(log, offset, last.map(Block::nextOffset).orElse(0L), false)));
  }

  private Source<IndexedEvent, NotUsed> presentEntity(String persistenceId, long from, long to) {
    return Source.fromGraph(
        new PagedSource<>(
            Math.max(1L, from),
            () -> new EntityPages(persistence, persistenceId, to, settings.pageSize())));
  }

  private Source<IndexedEvent, NotUsed> partition(LogId log, long offset, long to, boolean live) {
    return Source.fromGraph(
        new PagedSource<>(
            Math.max(0L, offset), () -> new PartitionPages(persistence, log, to, live, settings)));
  }
}
