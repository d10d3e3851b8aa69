package io.sillok.client.entity;

import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;

/**
 * The state of an entity: what its events add up to.
 *
 * @param sequenceNumber of the last event in it
 * @param time of the last event in it
 * @param data the state itself
 */
public record EntityState(String type, String id, long sequenceNumber, Instant time, Data data) {

  static EntityState of(JsonObject state, Json json) {
    return new EntityState(
        state.text("type"),
        state.text("id"),
        state.number("sequenceNumber"),
        state.instant("time"),
        json.data(state.any("state")));
  }

  /**
   * The state as one of the application's records.
   *
   * @throws io.sillok.client.json.UnreadableDataException if it is no {@code type}
   */
  public <T> T as(Class<T> recordType) {
    return data.as(recordType);
  }
}
