package io.sillok.client.stream;

import io.sillok.client.json.JsonObject;
import java.time.Instant;

/**
 * How far event time of a stream was moved.
 *
 * @param eventTime all partitions have come to it, or beyond
 * @param sealed whether that is the end of all times
 * @param advanced partitions that were moved on
 * @param alreadyThere partitions that had come there before
 */
public record StreamTime(Instant eventTime, boolean sealed, int advanced, int alreadyThere) {

  static StreamTime of(JsonObject moved) {
    JsonObject partitions = moved.object("partitions");
    return new StreamTime(
        moved.instant("eventTime"),
        moved.flag("sealed"),
        Math.toIntExact(partitions.number("advanced")),
        Math.toIntExact(partitions.number("alreadyThere")));
  }
}
