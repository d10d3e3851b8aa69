package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** Reads events as their logs keep them, through the present version of their definition. */
public final class EventDecoder {

  private final RecordedCodec codec;
  private final Schemas schemas;

  /**
   * @param codec of entities' events
   */
  public EventDecoder(RecordedCodec codec, Schemas schemas) {
    this.codec = codec;
    this.schemas = schemas;
  }

  /**
   * @throws UnreadableEventException if the event cannot be read
   * @throws CodecException if the store does not say how
   */
  StreamEvent event(StreamDefinition stream, PlacedEvent placed) {
    IndexedEvent event = placed.event();
    try {
      return event(
          stream, event, StreamPosition.of(stream.name(), stream.log(), placed.position()));
    } catch (CodecException unreadable) {
      throw UnreadableEventException.at(
          stream.name(), event.log().partition(), event.offset(), unreadable);
    }
  }

  /**
   * @param position behind the event
   * @throws CodecException if the event cannot be read
   */
  public StreamEvent event(StreamDefinition stream, IndexedEvent event, StreamPosition position) {
    return switch (stream) {
      case OfEntityType entity -> event(entity, event, position);
      case Declared declared -> event(declared, event, position);
    };
  }

  /** Whether an event of the stream's log is of the stream. */
  public static boolean isOf(StreamDefinition stream, LoggedEvent event) {
    return switch (stream) {
      case OfEntityType entity -> event.payload().manifest().equals(entity.name());
      case Declared declared -> true;
    };
  }

  private StreamEvent event(OfEntityType stream, IndexedEvent indexed, StreamPosition position) {
    Payload payload = indexed.event().payload();
    Recorded recorded = codec.decode(payload.manifest(), payload.bytes());
    String persistenceId = indexed.event().persistenceId();
    return new StreamEvent(
        position,
        indexed.log().partition(),
        indexed.offset(),
        Optional.of(persistenceId.substring(persistenceId.indexOf('|') + 1)),
        OptionalLong.of(indexed.event().sequenceNumber()),
        Optional.empty(),
        recorded.eventTime(),
        indexed.appendedAt(),
        json(stream.event(), recorded.event()));
  }

  private static <E> JsonNode json(EventModel<E> model, Object event) {
    return model.json().toTree(model.record().cast(event));
  }

  private StreamEvent event(Declared stream, IndexedEvent indexed, StreamPosition position) {
    StreamRecord record = StreamRecordCodec.decode(indexed.event().payload().bytes());
    return new StreamEvent(
        position,
        indexed.log().partition(),
        indexed.offset(),
        record.key(),
        OptionalLong.empty(),
        record.id(),
        indexed.event().eventTime(),
        indexed.appendedAt(),
        record.removal() ? NullNode.getInstance() : data(stream, record));
  }

  private JsonNode data(Declared stream, StreamRecord record) {
    Schema writer =
        record.fingerprint() == stream.fingerprint()
            ? stream.schema()
            : schemas.find(record.fingerprint());
    return stream.codec().decode(record.avro(), writer);
  }
}
