package io.sillok.node.downstream.effect;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import java.time.Instant;
import java.util.Optional;

/** Reads results into a module's record. */
public record TypedResults<R>(JsonCodec<R> values) {

  private static final Instant FIRST = EventTimes.time(EventTimes.MIN);
  private static final Instant LAST = EventTimes.time(EventTimes.MAX);

  /**
   * @throws UndoneException if it cannot be read
   */
  ProjectionResult<R> typed(ToldResult result) {
    JsonNode data = result.data();
    return new ProjectionResult<>(
        data.path("key").asText(),
        time(data.path("start"), FIRST),
        time(data.path("end"), LAST),
        data.path("version").asInt(),
        ResultKind.valueOf(data.path("kind").asText()),
        data.path("count").asLong(),
        data.hasNonNull("values") ? Optional.of(read(data.get("values"))) : Optional.empty());
  }

  private static Instant time(JsonNode json, Instant otherwise) {
    return json.isTextual() ? Instant.parse(json.textValue()) : otherwise;
  }

  private R read(JsonNode json) {
    try {
      return values.decode(ToldResult.bytes(json));
    } catch (JsonMismatchException | CodecException unreadable) {
      throw new UndoneException(
          "The result does not fit the module's record: " + unreadable.getMessage());
    }
  }
}
