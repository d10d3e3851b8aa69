package io.sillok.client.projection;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that was too late for a window.
 *
 * @param key of the window
 * @param start of the window; empty if it begins with all times
 * @param end of the window; empty if it ends with all times
 * @param stream where the event is
 * @param partition of the stream
 * @param offset in the partition
 * @param time when it happened
 * @param clock of its partition, when it came; empty behind all times
 */
public record LateEvent(
    String key,
    Optional<Instant> start,
    Optional<Instant> end,
    String stream,
    int partition,
    long offset,
    Instant time,
    Optional<Instant> clock) {

  /**
   * What an event of {@link Projection#late} tells.
   *
   * @throws io.sillok.client.failure.UnexpectedAnswerException if it tells something else
   */
  public static LateEvent of(StreamEvent event) {
    JsonObject late = new JsonObject(event.data().json());
    return new LateEvent(
        late.text("key"),
        late.optionalInstant("start"),
        late.optionalInstant("end"),
        late.text("stream"),
        Math.toIntExact(late.number("partition")),
        late.number("offset"),
        late.instant("time"),
        late.optionalInstant("clock"));
  }
}
