package io.sillok.persistence.pekko;

import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.scaladsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.scaladsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.ReadJournal;
import org.apache.pekko.stream.scaladsl.Source;

/** {@link SillokReadJournal}, for Scala. */
public final class SillokScalaReadJournal
    implements ReadJournal,
        PersistenceIdsQuery,
        CurrentPersistenceIdsQuery,
        EventsByPersistenceIdQuery,
        CurrentEventsByPersistenceIdQuery {

  private final SillokReadJournal journal;

  SillokScalaReadJournal(SillokReadJournal journal) {
    this.journal = journal;
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
