package io.sillok.persistence.pekko.query;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.pekko.EventSerialization;
import java.util.List;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What queries emit for an event: as many envelopes as its event adapter makes of it, mostly one.
 */
record EventEnvelopes(EventSerialization serialization, EventAdapters adapters) {

  List<EventEnvelope> of(Offset offset, IndexedEvent event) {
    LoggedEvent logged = event.event();
    return adapted(logged).stream()
        .map(object ->
            new EventEnvelope(
                offset,
                logged.persistenceId(),
                logged.sequenceNumber(),
                object,
                event.appendedAt().toEpochMilli(),
                metadata(logged)))
        .toList();
  }

  /** As a query by slices emits them. */
  <E> List<org.apache.pekko.persistence.query.typed.EventEnvelope<E>> typed(
      Offset offset, IndexedEvent event) {
    LoggedEvent logged = event.event();
    @SuppressWarnings("unchecked") // whoever asks says what the events of the type are
    List<E> objects = (List<E>) adapted(logged);
    return objects.stream()
        .map(object ->
            new org.apache.pekko.persistence.query.typed.EventEnvelope<>(
                offset,
                logged.persistenceId(),
                logged.sequenceNumber(),
                Option.apply(object),
                event.appendedAt().toEpochMilli(),
                metadata(logged),
                event.log().name(),
                Partitioner.slice(logged.persistenceId())))
        .toList();
  }

  private List<Object> adapted(LoggedEvent event) {
    Object object = serialization.object(event);
    return CollectionConverters.asJava(
        adapters.get(object.getClass()).fromJournal(object, event.adapterManifest()).events());
  }

  private Option<Object> metadata(LoggedEvent event) {
    Payload metadata = event.metadata();
    return metadata == null ? Option.empty() : Option.apply(serialization.object(metadata));
  }
}
