package io.sillok.client.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that a queue has given up.
 *
 * @param partition where it is in the stream
 * @param offset where it is in the partition's log
 * @param attempts how many workers have had it; 0 if it could not even be read
 * @param reason what the last one said; empty if it said nothing
 * @param at when it was given up
 * @param event empty if it cannot be read, or retention has dropped it
 */
public record DeadLetter(
    int partition,
    long offset,
    int attempts,
    String reason,
    Instant at,
    Optional<StreamEvent> event) {

  static DeadLetter of(JsonObject letter, Json json) {
    return new DeadLetter(
        Math.toIntExact(letter.number("partition")),
        letter.number("offset"),
        Math.toIntExact(letter.number("attempts")),
        letter.optionalText("reason").orElse(""),
        letter.instant("at"),
        Optional.of(letter.any("event"))
            .filter(JsonNode::isObject)
            .map(event -> StreamEvent.of(event, json)));
  }
}
