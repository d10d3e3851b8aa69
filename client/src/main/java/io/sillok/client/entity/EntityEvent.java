package io.sillok.client.entity;

import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;

/**
 * An event of an entity.
 *
 * @param sequenceNumber among the entity's events, from 1
 * @param event its name, such as {@code item-added}
 * @param stream the stream that has it, such as {@code cart.item-added}
 * @param time when it happened
 * @param data what happened
 */
public record EntityEvent(
    long sequenceNumber, String event, String stream, Instant time, Data data) {

  static EntityEvent of(JsonObject event, Json json) {
    return new EntityEvent(
        event.number("sequenceNumber"),
        event.text("event"),
        event.text("stream"),
        event.instant("time"),
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
