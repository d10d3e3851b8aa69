package io.sillok.client.table;

import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The latest value of a key.
 *
 * @param time when it became so
 * @param partition of the event that says so
 * @param offset of the event that says so
 * @param sequenceNumber of an entity's last event, where the value is its state
 */
public record Row(
    String key, Data value, Instant time, int partition, long offset, OptionalLong sequenceNumber) {

  static Row of(JsonObject row, Json json) {
    long number = row.number("sequenceNumber", 0);
    return new Row(
        row.text("key"),
        json.data(row.any("value")),
        row.instant("time"),
        Math.toIntExact(row.number("partition")),
        row.number("offset"),
        number == 0 ? OptionalLong.empty() : OptionalLong.of(number));
  }

  /**
   * The value as one of the application's records.
   *
   * @throws io.sillok.client.json.UnreadableDataException if it is no {@code type}
   */
  public <T> T as(Class<T> type) {
    return value.as(type);
  }
}
