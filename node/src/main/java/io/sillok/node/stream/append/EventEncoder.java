package io.sillok.node.stream.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.stream.append.Appended.Part;
import io.sillok.node.stream.append.Appended.Result.Refused;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.declared.EventKeys;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.window.EventTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Checks events against their stream's definition and makes them ready for its log. */
public final class EventEncoder {

  private static final int LONGEST_ID = 1024;
  private static final byte[] NO_DATA = {};
  private static final String INVALID_KEY = "invalid-key";
  private static final String TIME_RULE = "The event's time must be of the years 1 to 9999";

  private final Declared stream;
  private final Partitioner partitioner;
  private final int maxBytes;
  private final Instant latest;
  private final Optional<FieldPath> keyPath;
  private final Optional<FieldPath> timePath;

  /** Where events without key and id go: those of one append together. */
  private final int anyPartition;

  /**
   * @param latest no event may be later: it would end all windows before it
   */
  EventEncoder(Declared stream, Partitioner partitioner, int maxBytes, Instant latest) {
    this.latest = latest;
    this.stream = stream;
    this.partitioner = partitioner;
    this.maxBytes = maxBytes;
    keyPath = stream.keyPath();
    timePath = stream.timePath();
    anyPartition = ThreadLocalRandom.current().nextInt(partitioner.partitions());
  }

  /** What {@code event} is to the stream. */
  public Encoding encode(NewEvent event) {
    try {
      checkId(event);
      byte[] avro = data(event);
      return avro.length <= maxBytes
          ? ready(event, avro)
          : new Encoding.Wrong(
              partitionOf(event),
              new Refused("event-too-large", tooLarge(avro.length), Part.DATA, List.of()));
    } catch (JsonMismatchException mismatch) {
      return invalid(event, Part.DATA, mismatch.mismatches());
    } catch (WrongPartException wrong) {
      return invalid(event, wrong.part, List.of(wrong.mismatch));
    }
  }

  private Encoding invalid(NewEvent event, Part part, List<Mismatch> mismatches) {
    return new Encoding.Wrong(
        partitionOf(event),
        new Refused(
            "invalid-event",
            "The event is not as stream %s defines it: %s"
                .formatted(stream.name(), mismatches.getFirst().message()),
            part,
            mismatches));
  }

  private String tooLarge(int bytes) {
    return "The event has %d bytes, but may have up to %d (sillok.node.streams.max-event-bytes)"
        .formatted(bytes, maxBytes);
  }

  private byte[] data(NewEvent event) {
    if (!event.data().isNull()) {
      return stream.codec().encode(event.data());
    }
    if (stream.kind() != EventKind.ENTITY) {
      throw wrong(
          Part.DATA,
          "wrong-type",
          "The event must be an object, but is null: only those of kind entity remove their key");
    }
    return NO_DATA;
  }

  private Encoding ready(NewEvent event, byte[] avro) {
    Optional<String> key = keyOf(event);
    StreamRecord record =
        new StreamRecord(key, event.id(), stream.fingerprint(), event.data().isNull(), avro);
    int partition =
        key.map(this::partition)
            .or(() -> event.id().map(id -> partition(id.source() + "|" + id.id())))
            .orElse(anyPartition);
    return new Encoding.Ready(
        partition,
        key,
        new EncodedEvent(
            timeOf(event).orElse(null),
            StreamRecordCodec.encode(record),
            event.id().map(RecentIds.Name::of).orElse(null),
            event.id().isPresent() ? RecentIds.contentOf(record) : 0));
  }

  /** Where a wrong event would have gone, as far as that can be told; else -1. */
  private int partitionOf(NewEvent event) {
    try {
      return keyOf(event).map(this::partition).orElse(-1);
    } catch (JsonMismatchException | WrongPartException noKey) {
      return -1;
    }
  }

  private int partition(String key) {
    return stream.partition(key, partitioner);
  }

  private Optional<String> keyOf(NewEvent event) {
    Optional<String> given = event.key();
    if (stream.kind() == EventKind.UNKEYED) {
      if (given.isPresent()) {
        throw wrong(
            Part.KEY,
            "unknown-key",
            "The event must come without a key: stream %s is unkeyed".formatted(stream.name()));
      }
      return Optional.empty();
    }
    Optional<String> held =
        event.data().isNull() ? Optional.empty() : keyPath.map(path -> path.key(event.data()));
    EventKeys.difference(given, held, keyPath)
        .ifPresent(difference -> {
          throw wrong(Part.KEY, "wrong-key", difference);
        });
    String key =
        held.or(() -> given)
            .orElseThrow(() ->
                wrong(
                    Part.KEY,
                    "missing-key",
                    "The event must have a key: a CloudEvent has it as its subject, a single event of bare JSON comes with ?key="));
    if (!EventKeys.isKey(key)) {
      throw held.isPresent()
          ? wrong(keyPath.orElseThrow())
          : wrong(Part.KEY, INVALID_KEY, EventKeys.RULE);
    }
    return Optional.of(key);
  }

  private static JsonMismatchException wrong(FieldPath key) {
    return new JsonMismatchException(
        List.of(new Mismatch(INVALID_KEY, pointer(key), EventKeys.RULE)));
  }

  /** Names of fields have no characters that a pointer would have to escape. */
  private static String pointer(FieldPath field) {
    return "/" + field.path().replace('.', '/');
  }

  private Optional<Instant> timeOf(NewEvent event) {
    JsonNode data = event.data();
    Optional<Instant> held =
        data.isNull() ? Optional.empty() : timePath.map(path -> path.time(data));
    Optional<Instant> time = held.or(event::time);
    try {
      Optional<Instant> kept = time.map(EventEncoder::micros);
      if (kept.filter(latest::isBefore).isPresent()) {
        throw outOfRange(
            held.isPresent(),
            "The event\'s time must not be behind %s, which is far ahead of the node\'s clock (sillok.node.streams.most-ahead): windows of earlier times would end"
                .formatted(latest));
      }
      return kept;
    } catch (ArithmeticException | DateTimeException beyond) {
      throw outOfRange(held.isPresent(), TIME_RULE);
    }
  }

  private RuntimeException outOfRange(boolean isField, String rule) {
    return isField
        ? new JsonMismatchException(
            List.of(new Mismatch("out-of-range", pointer(timePath.orElseThrow()), rule)))
        : wrong(Part.TIME, "out-of-range", rule);
  }

  /**
   * As a log keeps it. What is later would hold up event time for good: nothing comes behind it.
   */
  private static Instant micros(Instant time) {
    long micros = EventTimes.micros(time);
    if (micros < EventTimes.MIN || micros >= EventTimes.MAX) {
      throw new DateTimeException("Neither before nor behind all times that logs have");
    }
    return EventTimes.time(micros);
  }

  private static void checkId(NewEvent event) {
    event
        .id()
        .filter(id -> id.id().length() + id.source().length() > LONGEST_ID)
        .ifPresent(id -> {
          throw wrong(
              Part.ID,
              "invalid-id",
              "The event's source and id may have up to %d characters in all"
                  .formatted(LONGEST_ID));
        });
  }

  private static WrongPartException wrong(Part part, String code, String message) {
    return new WrongPartException(part, new Mismatch(code, "", message));
  }

  /** Something is wrong with a part as a whole. */
  private static final class WrongPartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Part part;
    private final transient Mismatch mismatch;

    private WrongPartException(Part part, Mismatch mismatch) {
      super(mismatch.message(), null, false, false);
      this.part = part;
      this.mismatch = mismatch;
    }
  }
}
