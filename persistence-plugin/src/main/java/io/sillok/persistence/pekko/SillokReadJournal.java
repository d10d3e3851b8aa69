package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.time.Duration;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Reads events while and after they are written, for Java. Live queries see what any node of the
 * cluster writes as soon as it is durable.
 */
public final class SillokReadJournal
    implements ReadJournal,
        PersistenceIdsQuery,
        CurrentPersistenceIdsQuery,
        EventsByPersistenceIdQuery,
        CurrentEventsByPersistenceIdQuery {

  /** The plugin id that Pekko's {@code PersistenceQuery} finds it by. */
  public static final String IDENTIFIER = PersistenceSettings.PATH + ".query";

  private final SillokPersistence persistence;
  private final int pageSize;
  private final int pageBytes;
  private final Duration pollInterval;

  SillokReadJournal(ExtendedActorSystem system, Config config) {
    persistence = SillokPersistence.get(system);
    pageSize = config.getInt("page-size");
    pageBytes = Math.toIntExact(config.getBytes("page-bytes"));
    pollInterval = config.getDuration("poll-interval");
  }

  @Override
  public Source<String, NotUsed> persistenceIds() {
    return Source.fromGraph(
        new PagedSource<>(
            LivePersistenceIdPages.START,
            () -> new LivePersistenceIdPages(persistence, pageSize, pageBytes),
            pollInterval));
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds() {
    return Source.completionStageSource(
            persistence
                .store()
                .entities()
                .lastPersistenceId()
                .thenApply(last -> last.map(this::idsUpTo).orElse(Source.empty())))
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  @Override
  public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return Source.fromGraph(
        new PagedSource<>(
            LiveEntityPages.start(Math.max(1L, fromSequenceNr)),
            () ->
                new LiveEntityPages(persistence, persistenceId, toSequenceNr, pageSize, pageBytes),
            pollInterval));
  }

  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return Source.completionStageSource(
            persistence
                .store()
                .entities()
                .highestSequenceNumber(persistenceId)
                .thenApply(highest ->
                    entity(persistenceId, fromSequenceNr, Math.min(highest, toSequenceNr))))
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  /**
   * The events of one log from {@code offset} on, and then those that come; it does not end.
   * Offsets are {@link LogOffset}s; those between two events belong to blocks without events.
   *
   * @param log the text before the first {@code |} of the entities' persistence ids
   * @param offset the first offset of interest, from 0; to go on behind an envelope, its own plus
   *     one
   */
  public Source<EventEnvelope, NotUsed> eventsByPartition(String log, int partition, long offset) {
    return partition(new LogId(log, partition), offset, Long.MAX_VALUE, true);
  }

  /** As {@link #eventsByPartition}, but ends at what was the head of the log when it began. */
  public Source<EventEnvelope, NotUsed> currentEventsByPartition(
      String log, int partition, long offset) {
    LogId id = new LogId(log, partition);
    return Source.completionStageSource(
            persistence
                .store()
                .log(id)
                .last()
                .thenApply(
                    last -> partition(id, offset, last.map(Block::nextOffset).orElse(0L), false)))
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private Source<String, NotUsed> idsUpTo(String last) {
    return Source.fromGraph(
        new PagedSource<>(
            "",
            () -> new PersistenceIdPages(persistence.store().entities(), last, pageSize),
            pollInterval));
  }

  private Source<EventEnvelope, NotUsed> entity(String persistenceId, long from, long to) {
    return Source.fromGraph(
        new PagedSource<>(
            Math.max(1L, from),
            () -> new EntityPages(persistence, persistenceId, to, pageSize),
            pollInterval));
  }

  private Source<EventEnvelope, NotUsed> partition(LogId log, long offset, long to, boolean live) {
    return Source.fromGraph(
        new PagedSource<>(
            Math.max(0L, offset),
            () -> new PartitionPages(persistence, log, to, live, pageBytes),
            pollInterval));
  }
}
