package io.sillok.loadtests.stream;

import io.sillok.loadtests.contender.Contender;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.NoOffset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;

/** The events with a contender's tag, from the first on. */
final class TaggedEvents {

  private static final String OURS = "sillok.persistence.query";

  private TaggedEvents() {}

  /** Those that are there, and those that come. */
  static Source<EventEnvelope, NotUsed> live(Contender contender, ActorSystem<?> system) {
    EventsByTagQuery journal = journal(contender, system, EventsByTagQuery.class);
    return journal.eventsByTag(tag(contender), NoOffset.getInstance());
  }

  /** Those that are there. */
  static Source<EventEnvelope, NotUsed> current(Contender contender, ActorSystem<?> system) {
    CurrentEventsByTagQuery journal = journal(contender, system, CurrentEventsByTagQuery.class);
    return journal.currentEventsByTag(tag(contender), NoOffset.getInstance());
  }

  private static <Q> Q journal(Contender contender, ActorSystem<?> system, Class<Q> query) {
    String id = contender.name().startsWith("sillok") ? OURS : CassandraReadJournal.Identifier();
    return query.cast(PersistenceQuery.get(system).getReadJournalFor(ReadJournal.class, id));
  }

  private static String tag(Contender contender) {
    return contender.tags().iterator().next();
  }
}
