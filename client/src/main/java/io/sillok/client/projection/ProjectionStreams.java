package io.sillok.client.projection;

import io.sillok.client.json.JsonObject;

/**
 * The streams that a version of a projection tells.
 *
 * @param late events that were too late for a window
 * @param rejected events that it has no answer for
 */
public record ProjectionStreams(String results, String late, String rejected) {

  static ProjectionStreams of(JsonObject streams) {
    return new ProjectionStreams(
        streams.text("results"), streams.text("late"), streams.text("rejected"));
  }
}
