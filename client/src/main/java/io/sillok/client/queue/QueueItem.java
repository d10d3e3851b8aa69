package io.sillok.client.queue;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;

/**
 * An event that a worker has for a while.
 *
 * @param receipt settles it
 * @param attempt how many workers have had it, with this one
 * @param leasedUntil when it goes to another one, by the node's clock
 */
public record QueueItem(String receipt, int attempt, Instant leasedUntil, StreamEvent event) {

  static QueueItem of(JsonObject item, Json json) {
    return new QueueItem(
        item.text("receipt"),
        Math.toIntExact(item.number("attempt")),
        item.instant("leasedUntil"),
        StreamEvent.of(item.any("event"), json));
  }
}
