package io.sillok.client.projection;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.JsonObject;

/**
 * An event that a projection has no answer for.
 *
 * @param stream where it is
 * @param partition of the stream
 * @param offset in the partition
 */
public record RejectedEvent(String stream, int partition, long offset, String reason) {

  /**
   * What an event of {@link Projection#rejected} tells.
   *
   * @throws io.sillok.client.failure.UnexpectedAnswerException if it tells something else
   */
  public static RejectedEvent of(StreamEvent event) {
    JsonObject rejected = new JsonObject(event.data().json());
    return new RejectedEvent(
        rejected.text("stream"),
        Math.toIntExact(rejected.number("partition")),
        rejected.number("offset"),
        rejected.text("reason"));
  }
}
