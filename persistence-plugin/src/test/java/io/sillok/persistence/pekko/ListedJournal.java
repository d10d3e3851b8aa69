package io.sillok.persistence.pekko;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.stream.javadsl.Source;

/** A read journal of events that are written down here. */
final class ListedJournal implements CurrentPersistenceIdsQuery, CurrentEventsByPersistenceIdQuery {

  /** The first of January 2020, when all events were taken. */
  static final long TIME = 1_577_836_800_000L;

  private final Map<String, List<EventEnvelope>> events = new TreeMap<>();

  ListedJournal with(String persistenceId, EventEnvelope... all) {
    events.put(persistenceId, List.of(all));
    return this;
  }

  /** Of {@link Counter}s that add one with each event. */
  ListedJournal withCounts(String persistenceId, long... numbers) {
    events.put(
        persistenceId,
        Arrays.stream(numbers)
            .mapToObj(number -> event(persistenceId, number, new Counter.Added(1)))
            .toList());
    return this;
  }

  static EventEnvelope event(String persistenceId, long number, Object event) {
    return EventEnvelope.apply(Offset.sequence(number), persistenceId, number, event, TIME);
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds() {
    return Source.from(List.copyOf(events.keySet()));
  }

  @Override
  public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
      String persistenceId, long from, long to) {
    return Source.from(events.get(persistenceId))
        .filter(event -> event.sequenceNr() >= from && event.sequenceNr() <= to);
  }
}
