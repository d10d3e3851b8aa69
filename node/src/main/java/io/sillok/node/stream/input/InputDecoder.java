package io.sillok.node.stream.input;

import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/** Reads the events of a stream into the record that a module has for them. */
public final class InputDecoder<I> {

  private static final long NONE = -1;

  private final StreamDefinition stream;
  private final AvroCodec<I> event;
  private final Class<I> record;
  private final RecordedCodec entities;
  private final Schemas schemas;
  private volatile long reading = NONE;

  /**
   * @param record that the events are read into
   * @param event reads them
   * @param entities reads the events of entities
   */
  public InputDecoder(
      Class<I> record,
      AvroCodec<I> event,
      StreamDefinition stream,
      RecordedCodec entities,
      Schemas schemas) {
    this.stream = stream;
    this.event = event;
    this.record = record;
    this.entities = entities;
    this.schemas = schemas;
  }

  /** Whether {@code block} has any event of the stream. */
  public boolean isAnyIn(Block block) {
    return block.events().stream().anyMatch(this::isOf);
  }

  /** Whether {@code logged} is of the stream: the log of an entity type has several. */
  public boolean isOf(LoggedEvent logged) {
    return switch (stream) {
      case OfEntityType entity -> logged.payload().manifest().equals(stream.name());
      case Declared declared -> true;
    };
  }

  /**
   * @throws CodecException where the store does not answer
   */
  public InputEvent<I> decode(IndexedEvent indexed) {
    reading = indexed.offset();
    try {
      return switch (stream) {
        case OfEntityType entity -> recorded(entity, indexed);
        case Declared declared -> appended(declared, indexed);
      };
    } catch (CodecException unreadable) {
      if (isOutage(unreadable)) {
        throw unreadable;
      }
      return new InputEvent.Illegible<>(
          indexed.offset(), 1, "It cannot be read: " + unreadable.getMessage());
    } catch (Throwable thrown) {
      return new InputEvent.Illegible<>(
          indexed.offset(), 1, "It cannot be read: " + new Defect(thrown).reason());
    } finally {
      reading = NONE;
    }
  }

  /**
   * Offset of the event that is being read now, if one is: its record's constructor may not end.
   */
  public OptionalLong running() {
    long offset = reading;
    return offset == NONE ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Whether the store did not say which schema an event was written with: that passes. */
  public static boolean isOutage(CodecException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof StoreException
        || cause instanceof ExecutionException
        || cause instanceof TimeoutException
        || cause instanceof InterruptedException;
  }

  /** Through the present definition of the entity type, and its upcasters. */
  private InputEvent<I> recorded(OfEntityType entity, IndexedEvent indexed) {
    Payload payload = indexed.event().payload();
    Recorded recorded = entities.decode(payload.manifest(), payload.bytes());
    String persistenceId = indexed.event().persistenceId();
    String id = persistenceId.substring(persistenceId.indexOf('|') + 1);
    I read =
        record.isInstance(recorded.event())
            ? record.cast(recorded.event())
            : resolved(entity.event(), recorded.event());
    return legible(indexed, id, recorded.eventTime(), read);
  }

  private I resolved(EventModel<?> model, Object present) {
    return event.decode(model.encode(present), model.avro().schema());
  }

  private InputEvent<I> appended(Declared declared, IndexedEvent indexed) {
    StreamRecord appended = StreamRecordCodec.decode(indexed.event().payload().bytes());
    String key = appended.key().orElse("");
    Instant time = indexed.event().eventTime();
    return appended.removal()
        ? new InputEvent.Removal<>(indexed.offset(), key, time)
        : legible(indexed, key, time, resolved(declared, appended));
  }

  /**
   * As it was written; what that cannot give, or its module upcasts, through the stream's present
   * definition.
   */
  private I resolved(Declared declared, StreamRecord appended) {
    if (appended.fingerprint() == declared.fingerprint()) {
      return event.decode(appended.avro(), declared.schema());
    }
    Schema writer = schemas.find(appended.fingerprint());
    return declared.codec().upcasts(writer) || event.unreadable(writer).isPresent()
        ? event.decode(declared.codec().present(appended.avro(), writer), declared.schema())
        : event.decode(appended.avro(), writer);
  }

  private static <I> InputEvent<I> legible(
      IndexedEvent indexed, String key, Instant time, I event) {
    return new InputEvent.Legible<>(indexed.offset(), new Incoming<>(key, time, event));
  }
}
