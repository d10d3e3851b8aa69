package io.sillok.client.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event of a stream.
 *
 * @param position to go on exactly behind it
 * @param partition of the log
 * @param offset in the partition's log, from 0
 * @param key empty for an event of an unkeyed stream
 * @param sequenceNumber among its entity's events, from 1; only in streams of entity types
 * @param source of a CloudEvent, if it was appended with one
 * @param id of a CloudEvent, or the key that made it exactly once, if it was appended with one
 * @param time when it happened
 * @param appendedAt when the log took it
 * @param data what happened; null where an {@code entity} stream's key is removed
 */
public record StreamEvent(
    Position position,
    int partition,
    long offset,
    Optional<String> key,
    OptionalLong sequenceNumber,
    Optional<String> source,
    Optional<String> id,
    Instant time,
    Instant appendedAt,
    Data data) {

  /** Reads one as nodes write it. */
  public static StreamEvent of(JsonNode node, Json json) {
    JsonObject event = new JsonObject(node);
    long number = event.number("sequenceNumber", 0);
    return new StreamEvent(
        new Position(event.text("position")),
        Math.toIntExact(event.number("partition")),
        event.number("offset"),
        event.optionalText("key"),
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number),
        event.optionalText("source"),
        event.optionalText("id"),
        event.instant("time"),
        event.instant("appendedAt"),
        json.data(event.any("data")));
  }

  /**
   * Its data as one of the application's records.
   *
   * @throws io.sillok.client.json.UnreadableDataException if it is no {@code type}
   */
  public <T> T as(Class<T> type) {
    return data.as(type);
  }
}
