package io.sillok.node.stream.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.stream.append.Appended.Result.Refused;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.declared.FieldPath;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Checks events against their stream's definition and makes them ready for its log. */
final class EventEncoder {

  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_ID = 1024;
  private static final byte[] NO_DATA = {};

  private final Declared stream;
  private final Partitioner partitioner;
  private final int maxBytes;
  private final Optional<FieldPath> keyPath;
  private final Optional<FieldPath> timePath;

  /** Where events without key and id go: those of one append together. */
  private final int anyPartition;

  EventEncoder(Declared stream, Partitioner partitioner, int maxBytes) {
    this.stream = stream;
    this.partitioner = partitioner;
    this.maxBytes = maxBytes;
    keyPath = stream.keyPath();
    timePath = stream.timePath();
    anyPartition = ThreadLocalRandom.current().nextInt(partitioner.partitions());
  }

  /** What an event is to its stream. */
  sealed interface Encoding {

    record Ready(int partition, Optional<String> key, EncodedEvent event) implements Encoding {}

    /**
     * @param partition where it would have gone; -1 if that is not known
     */
    record Wrong(int partition, Refused why) implements Encoding {}
  }

  Encoding encode(NewEvent event) {
    Optional<String> key = Optional.empty();
    try {
      key = keyOf(event);
      Optional<Instant> time = timeOf(event);
      checkId(event);
      return ready(event, key, time);
    } catch (JsonMismatchException mismatch) {
      return new Encoding.Wrong(
          key.map(this::partition).orElse(-1),
          new Refused(
              "invalid-event",
              "The event is not as stream %s defines it: %s"
                  .formatted(stream.name(), mismatch.getMessage()),
              mismatch.mismatches()));
    }
  }

  private Encoding ready(NewEvent event, Optional<String> key, Optional<Instant> time) {
    boolean removal = event.data().isNull();
    if (removal && stream.kind() != EventKind.ENTITY) {
      throw mismatch(
          "wrong-type",
          "",
          "must be an object, but is null: only events of kind entity remove their key");
    }
    byte[] avro = removal ? NO_DATA : stream.codec().encode(event.data());
    if (avro.length > maxBytes) {
      return new Encoding.Wrong(
          key.map(this::partition).orElse(-1),
          new Refused(
              "event-too-large",
              "The event has %d bytes, but may have up to %d (sillok.node.streams.max-event-bytes)"
                  .formatted(avro.length, maxBytes),
              List.of()));
    }
    StreamRecord record = new StreamRecord(key, event.id(), stream.fingerprint(), removal, avro);
    int partition =
        key.map(this::partition)
            .or(() -> event.id().map(id -> partition(id.source() + "|" + id.id())))
            .orElse(anyPartition);
    return new Encoding.Ready(
        partition,
        key,
        new EncodedEvent(
            time.orElse(null),
            StreamRecordCodec.encode(record),
            event.id().map(RecentIds.Name::of).orElse(null),
            event.id().isPresent() ? RecentIds.contentOf(record) : 0));
  }

  private int partition(String key) {
    return partitioner.partition(stream.persistenceId(key));
  }

  private Optional<String> keyOf(NewEvent event) {
    Optional<String> given = event.key();
    if (stream.kind() == EventKind.UNKEYED) {
      if (given.isPresent()) {
        throw mismatch(
            "unknown-field",
            "",
            "must come without a key: stream %s is unkeyed".formatted(stream.name()));
      }
      return Optional.empty();
    }
    Optional<String> held =
        event.data().isNull() ? Optional.empty() : keyPath.flatMap(path -> path.text(event.data()));
    if (held.isPresent() && given.isPresent() && !held.equals(given)) {
      throw mismatch(
          "wrong-key",
          keyPath.orElseThrow().pointer(),
          "must be the key '%s' that came with the event, but is '%s'"
              .formatted(given.get(), held.get()));
    }
    Optional<String> key = held.or(() -> given);
    if (key.isEmpty() && (keyPath.isEmpty() || event.data().isNull())) {
      throw mismatch(
          "missing-key",
          "",
          "must have a key: give it as subject, or as ?key= with a single event");
    }
    key.ifPresent(EventEncoder::checkKey);
    return key; // if the field is missing, the encoding says so
  }

  private static void checkKey(String key) {
    if (key.isEmpty()
        || key.length() > LONGEST_KEY
        || key.chars().anyMatch(Character::isISOControl)) {
      throw mismatch(
          "invalid-key",
          "",
          "must have a key of 1 to %d characters without control characters"
              .formatted(LONGEST_KEY));
    }
  }

  private Optional<Instant> timeOf(NewEvent event) {
    JsonNode data = event.data();
    Optional<Instant> held =
        data.isNull() ? Optional.empty() : timePath.flatMap(path -> path.time(data));
    return held.or(event::time).map(EventEncoder::micros);
  }

  /** As a log keeps it. */
  private static Instant micros(Instant time) {
    try {
      return Instant.EPOCH.plus(ChronoUnit.MICROS.between(Instant.EPOCH, time), ChronoUnit.MICROS);
    } catch (ArithmeticException | DateTimeException beyond) {
      throw mismatch("out-of-range", "", "has a time that cannot be kept in microseconds");
    }
  }

  private static void checkId(NewEvent event) {
    event
        .id()
        .filter(id -> id.id().length() + id.source().length() > LONGEST_ID)
        .ifPresent(id -> {
          throw mismatch(
              "invalid-id",
              "",
              "must have a source and an id of up to %d characters in all".formatted(LONGEST_ID));
        });
  }

  private static JsonMismatchException mismatch(String code, String pointer, String message) {
    return new JsonMismatchException(List.of(new Mismatch(code, pointer, message)));
  }
}
