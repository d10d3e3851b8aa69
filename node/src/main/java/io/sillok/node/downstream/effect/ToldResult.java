package io.sillok.node.downstream.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.node.stream.filter.FilteredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A result as it stands in its stream.
 *
 * @param stream such as {@code projection-visits}
 * @param id of its event, unique in the stream
 * @param source of its event
 * @param data key, start, end, version, kind, count, values, failure
 */
public record ToldResult(
    String stream,
    String id,
    String source,
    String key,
    Instant time,
    Instant appendedAt,
    int partition,
    long offset,
    JsonNode data) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /**
   * @param event as queues hand it out
   */
  public static ToldResult of(String stream, byte[] event) {
    try {
      JsonNode json = JSON.readTree(event);
      return new ToldResult(
          stream,
          json.path("id").asText(),
          json.path("source").asText(),
          json.path("key").asText(),
          Instant.parse(json.path("time").asText()),
          Instant.parse(json.path("appendedAt").asText()),
          json.path("partition").asInt(),
          json.path("offset").asLong(),
          json.path("data"));
    } catch (IOException broken) {
      throw new IllegalStateException("An event of " + stream + " is no JSON", broken);
    }
  }

  /** As expressions know it. */
  public FilteredEvent filtered() {
    return new FilteredEvent(stream, Optional.of(key), time, appendedAt, partition, offset, data);
  }

  /** JSON in UTF-8. */
  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
