package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.filter.FilteredEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event of a stream.
 *
 * @param position goes on behind it
 * @param offset in its partition
 * @param key what it is about, such as the id of the entity; empty for an unkeyed event
 * @param sequenceNumber among the entity's events, from 1; empty unless an entity recorded it
 * @param id that it was appended with
 * @param time event time
 * @param appendedAt when the log took it
 * @param data its fields; a JSON null where it removes its key
 */
public record StreamEvent(
    StreamPosition position,
    int partition,
    long offset,
    Optional<String> key,
    OptionalLong sequenceNumber,
    Optional<EventId> id,
    Instant time,
    Instant appendedAt,
    JsonNode data) {

  /** What a filter can know of it. */
  FilteredEvent toFilter(String stream) {
    return new FilteredEvent(stream, key, time, appendedAt, partition, offset, data);
  }
}
