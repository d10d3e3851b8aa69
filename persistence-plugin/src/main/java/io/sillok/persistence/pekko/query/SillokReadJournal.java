package io.sillok.persistence.pekko.query;

import com.typesafe.config.Config;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentLastSequenceNumberByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.PagedPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.persistence.query.typed.javadsl.CurrentEventsBySliceQuery;
import org.apache.pekko.persistence.query.typed.javadsl.EventTimestampQuery;
import org.apache.pekko.persistence.query.typed.javadsl.EventsBySliceQuery;
import org.apache.pekko.persistence.query.typed.javadsl.LoadEventQuery;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Reads events while and after they are written, for Java. Live queries see what this process
 * writes as soon as it is durable. Queries by tag and by slices emit {@link Position}s as offsets,
 * and take them or {@code NoOffset} to begin with. The events of streams, which belong to no
 * entity, are read by partition only.
 */
public final class SillokReadJournal
    implements ReadJournal,
        PersistenceIdsQuery,
        CurrentPersistenceIdsQuery,
        PagedPersistenceIdsQuery,
        EventsByPersistenceIdQuery,
        CurrentEventsByPersistenceIdQuery,
        CurrentLastSequenceNumberByPersistenceIdQuery,
        EventsByTagQuery,
        CurrentEventsByTagQuery,
        EventsBySliceQuery,
        CurrentEventsBySliceQuery,
        EventTimestampQuery,
        LoadEventQuery {

  /** The plugin id that Pekko's {@code PersistenceQuery} finds it by. */
  public static final String IDENTIFIER = "sillok.persistence.query";

  private final SillokPersistence persistence;
  private final Persistence pekko;
  private final PersistenceIds ids;
  private final SingleLogQuery log;
  private final LogsQuery logs;
  private final EventEnvelopes envelopes;

  SillokReadJournal(ExtendedActorSystem system, Config config) {
    persistence = SillokPersistence.get(system);
    pekko = Persistence.get(system);
    QuerySettings settings = QuerySettings.of(config);
    ids = new PersistenceIds(persistence, settings);
    log = new SingleLogQuery(persistence, settings);
    logs = new LogsQuery(persistence, settings);
    envelopes =
        new EventEnvelopes(
            persistence.serialization(), pekko.adaptersFor(config.getString("journal")));
  }

  @Override
  public Source<String, NotUsed> persistenceIds() {
    return ids.live();
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds() {
    return ids.current();
  }

  /** Persistence ids in byte order. */
  @Override
  public Source<String, NotUsed> currentPersistenceIds(Optional<String> afterId, long limit) {
    return ids.page(afterId.orElse(""), limit);
  }

  @Override
  public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return numbered(log.entity(persistenceId, fromSequenceNr, toSequenceNr));
  }

  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return numbered(log.currentEntity(persistenceId, fromSequenceNr, toSequenceNr));
  }

  /**
   * The highest sequence number ever recorded, even if its event was deleted; empty if none was.
   */
  @Override
  public CompletionStage<Optional<Long>> currentLastSequenceNumberByPersistenceId(
      String persistenceId) {
    return persistence
        .store()
        .entities()
        .highestSequenceNumber(persistenceId)
        .thenApply(highest -> highest == 0 ? Optional.empty() : Optional.of(highest));
  }

  @Override
  public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
    return classic(logs.live(LogScope.ordinary(), tagged(tag), offset));
  }

  /** As {@link #eventsByTag}, but ends at what were the heads of the logs when it began. */
  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
    return classic(logs.current(LogScope.ordinary(), tagged(tag), offset));
  }

  /**
   * The events of the entities of a type by slice, and then those that come; it does not end. Reads
   * the partitions that hold these slices only.
   *
   * @param entityType the text before the first {@code |} of the persistence ids
   */
  @Override
  public <E>
      Source<org.apache.pekko.persistence.query.typed.EventEnvelope<E>, NotUsed> eventsBySlices(
          String entityType, int minSlice, int maxSlice, Offset offset) {
    return typed(
        logs.live(slices(entityType, minSlice, maxSlice), sliced(minSlice, maxSlice), offset));
  }

  /** As {@link #eventsBySlices}, but ends at what were the heads of the logs when it began. */
  @Override
  public <E>
      Source<org.apache.pekko.persistence.query.typed.EventEnvelope<E>, NotUsed>
          currentEventsBySlices(String entityType, int minSlice, int maxSlice, Offset offset) {
    return typed(
        logs.current(slices(entityType, minSlice, maxSlice), sliced(minSlice, maxSlice), offset));
  }

  @Override
  public int sliceForPersistenceId(String persistenceId) {
    return pekko.sliceForPersistenceId(persistenceId);
  }

  @Override
  public List<Pair<Integer, Integer>> sliceRanges(int numberOfRanges) {
    return pekko.getSliceRanges(numberOfRanges);
  }

  /** When the log took the event; empty if there is none, or it was deleted. */
  @Override
  public CompletionStage<Optional<Instant>> timestampOf(String persistenceId, long sequenceNr) {
    return log.event(persistenceId, sequenceNr)
        .thenApply(event -> event.map(IndexedEvent::appendedAt));
  }

  /**
   * One event; its offset is a {@link LogOffset}. The stage fails with {@link
   * NoSuchElementException} if there is none, or it was deleted.
   */
  @Override
  public <E>
      CompletionStage<org.apache.pekko.persistence.query.typed.EventEnvelope<E>> loadEnvelope(
          String persistenceId, long sequenceNr) {
    return log.event(persistenceId, sequenceNr)
        .thenApply(event ->
            event.stream()
                .flatMap(found -> envelopes.<E>typed(place(found), found).stream())
                .findFirst()
                .orElseThrow(() ->
                    new NoSuchElementException(
                        "There is no event %d of %s".formatted(sequenceNr, persistenceId))));
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
    return placed(this.log.partition(new LogId(log, partition), offset));
  }

  /** As {@link #eventsByPartition}, but ends at what was the head of the log when it began. */
  public Source<EventEnvelope, NotUsed> currentEventsByPartition(
      String log, int partition, long offset) {
    return placed(this.log.currentPartition(new LogId(log, partition), offset));
  }

  private LogScope slices(String entityType, int minSlice, int maxSlice) {
    return LogScope.slices(
        LogScope.checkOrdinary(entityType),
        persistence.writers().partitioner(),
        minSlice,
        maxSlice);
  }

  private Source<EventEnvelope, NotUsed> numbered(Source<IndexedEvent, NotUsed> events) {
    return events.mapConcat(
        event -> envelopes.of(Offset.sequence(event.event().sequenceNumber()), event));
  }

  private Source<EventEnvelope, NotUsed> placed(Source<IndexedEvent, NotUsed> events) {
    return events.mapConcat(event -> envelopes.of(place(event), event));
  }

  private static LogOffset place(IndexedEvent event) {
    return new LogOffset(event.log(), event.offset());
  }

  private static Selection tagged(String tag) {
    return Selection.of(event -> event.isIndexed() && event.tags().contains(tag));
  }

  private static Selection sliced(int min, int max) {
    return Selection.of(
        event -> event.isIndexed() && Partitioner.isInSlices(event.persistenceId(), min, max));
  }

  private Source<EventEnvelope, NotUsed> classic(Source<PlacedEvent, NotUsed> events) {
    return events.mapConcat(placed -> envelopes.of(placed.position(), placed.event()));
  }

  private <E> Source<org.apache.pekko.persistence.query.typed.EventEnvelope<E>, NotUsed> typed(
      Source<PlacedEvent, NotUsed> events) {
    return events.mapConcat(placed -> envelopes.<E>typed(placed.position(), placed.event()));
  }
}
