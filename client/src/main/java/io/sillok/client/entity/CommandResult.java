package io.sillok.client.entity;

import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.util.List;

/**
 * What a command came to.
 *
 * @param reply of the entity's rules; null if they gave none
 * @param events that it caused; none if there was nothing to change
 * @param sequenceNumber of the entity's last event now
 */
public record CommandResult(Data reply, List<EntityEvent> events, long sequenceNumber) {

  public CommandResult {
    events = List.copyOf(events);
  }

  static CommandResult of(JsonObject result, Json json) {
    return new CommandResult(
        json.data(result.any("reply")),
        result.list("events", event -> EntityEvent.of(event, json)),
        result.number("sequenceNumber"));
  }
}
