package io.sillok.client.queue;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;

/**
 * An event that a queue has given up.
 *
 * @param partition where it is in the stream
 * @param offset where it is in the partition's log
 * @param attempts how many workers have had it
 * @param reason what the last one said; empty if it said nothing
 * @param at when it was given up
 */
public record DeadLetter(
    int partition, long offset, int attempts, String reason, Instant at, StreamEvent event) {

  static DeadLetter of(JsonObject letter, Json json) {
    return new DeadLetter(
        Math.toIntExact(letter.number("partition")),
        letter.number("offset"),
        Math.toIntExact(letter.number("attempts")),
        letter.optionalText("reason").orElse(""),
        letter.instant("at"),
        StreamEvent.of(letter.any("event"), json));
  }
}
