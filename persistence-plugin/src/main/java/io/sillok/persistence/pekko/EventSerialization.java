package io.sillok.persistence.pekko;

import io.sillok.persistence.HasEventTime;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Between Pekko's objects and the bytes of a log. */
public final class EventSerialization {

  private final ExtendedActorSystem system;
  private final Serialization serialization;

  EventSerialization(ExtendedActorSystem system) {
    this.system = system;
    this.serialization = SerializationExtension.get(system);
  }

  /** The events of {@code write}; throws whatever a serializer throws. */
  List<LoggedEvent> events(AtomicWrite write) {
    List<LoggedEvent> events = new ArrayList<>(write.size());
    Instant now = Instant.now();
    for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
      events.add(event(event, now));
    }
    return events;
  }

  /** {@code event}, taken at {@code now}; throws whatever a serializer throws. */
  public LoggedEvent event(PersistentRepr event, Instant now) {
    Object payload = event.payload();
    Set<String> tags = Set.of();
    if (payload instanceof Tagged tagged) {
      payload = tagged.payload();
      tags = Set.copyOf(CollectionConverters.asJava(tagged.tags()));
    }
    return new LoggedEvent(
        event.persistenceId(),
        event.sequenceNr(),
        event.sequenceNr() - 1,
        event.writerUuid(),
        eventTime(payload, now),
        payload(payload),
        event.manifest(),
        payloadOrNull(event.metadata()),
        tags);
  }

  /** When {@code event} happened, if it knows; else {@code now}. To the microsecond. */
  public static Instant eventTime(Object event, Instant now) {
    Instant time = event instanceof HasEventTime timed ? timed.eventTime() : now;
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** {@code event} as Pekko replays it, with the time at which its log took it. */
  public PersistentRepr persistent(LoggedEvent event, Instant appendedAt) {
    PersistentRepr persistent =
        PersistentRepr.apply(
                object(event),
                event.sequenceNumber(),
                event.persistenceId(),
                event.adapterManifest(),
                false,
                ActorRef.noSender(),
                event.writer())
            .withTimestamp(appendedAt.toEpochMilli());
    Payload metadata = event.metadata();
    return metadata == null ? persistent : persistent.withMetadata(object(metadata));
  }

  /** The event itself. */
  public Object object(LoggedEvent event) {
    try {
      return object(event.payload());
    } catch (StoreException e) {
      throw new StoreException(
          "event-unreadable",
          "Event %d of %s cannot be read (%s); provide the code that wrote it"
              .formatted(event.sequenceNumber(), event.persistenceId(), e.getMessage()),
          e);
    }
  }

  /**
   * What {@code payload} holds.
   *
   * @throws StoreException {@code payload-unreadable}, whatever the serializer throws
   */
  public Object object(Payload payload) {
    try {
      return serialization
          .deserialize(payload.bytes(), payload.serializerId(), payload.manifest())
          .get();
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      throw new StoreException(
          "payload-unreadable",
          "Serializer %d cannot read manifest \"%s\": %s"
              .formatted(payload.serializerId(), payload.manifest(), e),
          e);
    }
  }

  /** The bytes of {@code object}; throws whatever its serializer throws. */
  public Payload payload(Object object) {
    return org.apache.pekko.serialization.Serialization$.MODULE$.withTransportInformation(
        system, () -> serialized(object));
  }

  private Payload serialized(Object object) {
    Serializer serializer = serialization.findSerializerFor(object);
    byte[] bytes = serializer.toBinary(object);
    return new Payload(serializer.identifier(), Serializers.manifestFor(serializer, object), bytes);
  }

  @Nullable Payload payloadOrNull(scala.Option<Object> object) {
    return OptionConverters.toJava(object).map(this::payload).orElse(null);
  }
}
