package io.sillok.node.downstream.effect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.node.stream.filter.FilteredEvent;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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

  private static final int HASH_BYTES = 16;
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

  /**
   * Tells it from all other results of the projection, whichever version of the projection told it:
   * a hash of its window's key, start and end, and of its version and kind.
   */
  String window() {
    MessageDigest digest = digest();
    for (String field : List.of("key", "start", "end", "version", "kind")) {
      digest.update(data.path(field).asText().getBytes(UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  /** Why it was told. */
  public ResultKind kind() {
    return ResultKind.valueOf(data.path("kind").asText());
  }

  /** Where its window ends, in microseconds since 1970. */
  public long end() {
    JsonNode end = data.path("end");
    return end.isTextual() ? EventTimes.micros(Instant.parse(end.textValue())) : Window.NEVER;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
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
