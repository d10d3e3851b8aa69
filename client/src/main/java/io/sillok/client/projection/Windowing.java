package io.sillok.client.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * Which windows a projection has, how long they wait, and what they tell.
 *
 * @param window its kind and sizes, as a declaration has them
 * @param outOfOrderness how much later than a later event one may come and be in time
 * @param allowedLateness how much later than that it may come and still change a result
 * @param refinement how often that is told before the last result; only there if it is not said
 * @param emit {@code final} or {@code updates}
 */
public record Windowing(
    JsonNode window,
    Duration outOfOrderness,
    Duration allowedLateness,
    Optional<Duration> refinement,
    String emit) {

  static Windowing of(JsonObject projection) {
    return new Windowing(
        projection.any("window"),
        projection.duration("outOfOrderness"),
        projection.duration("allowedLateness"),
        projection.optionalDuration("refinement"),
        projection.text("emit"));
  }
}
