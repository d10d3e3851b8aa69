package io.sillok.persistence.pekko.query;

import io.sillok.persistence.pekko.ScalaFutures;
import java.time.Instant;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.scaladsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentLastSequenceNumberByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.scaladsl.PagedPersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.ReadJournal;
import org.apache.pekko.persistence.query.typed.scaladsl.CurrentEventsBySliceQuery;
import org.apache.pekko.persistence.query.typed.scaladsl.EventTimestampQuery;
import org.apache.pekko.persistence.query.typed.scaladsl.EventsBySliceQuery;
import org.apache.pekko.persistence.query.typed.scaladsl.LoadEventQuery;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Option;
import scala.collection.immutable.Range;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.OptionConverters;

/** {@link SillokReadJournal}, for Scala. */
public final class SillokScalaReadJournal
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

  private final SillokReadJournal journal;
  private final Persistence pekko;

  SillokScalaReadJournal(SillokReadJournal journal, Persistence pekko) {
    this.journal = journal;
    this.pekko = pekko;
  }

  @Override
  public Source<String, NotUsed> persistenceIds() {
    return journal.persistenceIds().asScala();
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds() {
    return journal.currentPersistenceIds().asScala();
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds(Option<String> afterId, long limit) {
    return journal.currentPersistenceIds(OptionConverters.toJava(afterId), limit).asScala();
  }

  @Override
  public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return journal.eventsByPersistenceId(persistenceId, fromSequenceNr, toSequenceNr).asScala();
  }

  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
      String persistenceId, long fromSequenceNr, long toSequenceNr) {
    return journal
        .currentEventsByPersistenceId(persistenceId, fromSequenceNr, toSequenceNr)
        .asScala();
  }

  @Override
  public Future<Option<Object>> currentLastSequenceNumberByPersistenceId(String persistenceId) {
    return ScalaFutures.of(() ->
        journal
            .currentLastSequenceNumberByPersistenceId(persistenceId)
            .thenApply(last -> OptionConverters.toScala(last.map(Object.class::cast))));
  }

  @Override
  public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
    return journal.eventsByTag(tag, offset).asScala();
  }

  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
    return journal.currentEventsByTag(tag, offset).asScala();
  }

  @Override
  public <E>
      Source<org.apache.pekko.persistence.query.typed.EventEnvelope<E>, NotUsed> eventsBySlices(
          String entityType, int minSlice, int maxSlice, Offset offset) {
    return journal.<E>eventsBySlices(entityType, minSlice, maxSlice, offset).asScala();
  }

  @Override
  public <E>
      Source<org.apache.pekko.persistence.query.typed.EventEnvelope<E>, NotUsed>
          currentEventsBySlices(String entityType, int minSlice, int maxSlice, Offset offset) {
    return journal.<E>currentEventsBySlices(entityType, minSlice, maxSlice, offset).asScala();
  }

  @Override
  public int sliceForPersistenceId(String persistenceId) {
    return pekko.sliceForPersistenceId(persistenceId);
  }

  @Override
  public Seq<Range> sliceRanges(int numberOfRanges) {
    return pekko.sliceRanges(numberOfRanges);
  }

  @Override
  public Future<Option<Instant>> timestampOf(String persistenceId, long sequenceNumber) {
    return ScalaFutures.of(() ->
        journal.timestampOf(persistenceId, sequenceNumber).thenApply(OptionConverters::toScala));
  }

  @Override
  public <E> Future<org.apache.pekko.persistence.query.typed.EventEnvelope<E>> loadEnvelope(
      String persistenceId, long sequenceNumber) {
    return ScalaFutures.of(() -> journal.loadEnvelope(persistenceId, sequenceNumber));
  }

  /** As {@link SillokReadJournal#eventsByPartition}. */
  public Source<EventEnvelope, NotUsed> eventsByPartition(String log, int partition, long offset) {
    return journal.eventsByPartition(log, partition, offset).asScala();
  }

  /** As {@link SillokReadJournal#currentEventsByPartition}. */
  public Source<EventEnvelope, NotUsed> currentEventsByPartition(
      String log, int partition, long offset) {
    return journal.currentEventsByPartition(log, partition, offset).asScala();
  }
}
