package io.sillok.persistence.pekko.migration;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.pekko.EventSerialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.query.EventEnvelope;
import scala.jdk.javaapi.CollectionConverters;

/** Makes of what another journal reads what Sillok's journal would have written. */
final class EventConversion {

  private final EventSerialization serialization;
  private final EventAdapters adapters;
  private final ImportSettings settings;
  private final InstantSource clock;

  /** Read journals do not tell which incarnation wrote an event. */
  private final String writer = UUID.randomUUID().toString();

  EventConversion(
      EventSerialization serialization,
      EventAdapters adapters,
      ImportSettings settings,
      InstantSource clock) {
    this.serialization = serialization;
    this.adapters = adapters;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws io.sillok.persistence.StoreException {@code import-event}, whatever the application's
   *     code throws
   */
  LoggedEvent event(EventEnvelope envelope) {
    try {
      return serialization.event(persistent(envelope), time(envelope));
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      throw ImportFaults.unconvertible(envelope.persistenceId(), envelope.sequenceNr(), e);
    }
  }

  private PersistentRepr persistent(EventEnvelope envelope) {
    String id = envelope.persistenceId();
    Object event = envelope.event();
    EventAdapter adapter = adapters.get(event.getClass());
    String manifest = adapter.manifest(event);
    PersistentRepr persistent =
        PersistentRepr.apply(
            tagged(adapter.toJournal(event), settings.tags().apply(id, event)),
            envelope.sequenceNr(),
            id,
            manifest.isEmpty() ? settings.manifests().apply(id, event) : manifest,
            false,
            ActorRef.noSender(),
            writer);
    return envelope.getEventMetaData().map(persistent::withMetadata).orElse(persistent);
  }

  private static Object tagged(Object adapted, Set<String> tags) {
    if (!(adapted instanceof Tagged tagged)) {
      return new Tagged(adapted, tags);
    }
    Set<String> all = new HashSet<>(CollectionConverters.asJava(tagged.tags()));
    all.addAll(tags);
    return new Tagged(tagged.payload(), all);
  }

  /** When the other journal took the event; one without a timestamp counts as taken now. */
  private Instant time(EventEnvelope envelope) {
    return envelope.timestamp() == 0 ? clock.instant() : Instant.ofEpochMilli(envelope.timestamp());
  }
}
