package io.sillok.client.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.client.failure.UnexpectedAnswerException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the application's values as JSON and reads JSON. What nodes say is always read in the same
 * way, whatever mapper the application has.
 */
public final class Json {

  /** Keeps decimals as they are written, to the last zero. */
  private static final JsonMapper WIRE =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final ObjectMapper mapper;

  /**
   * @param mapper of the application; not changed afterwards
   */
  public Json(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** For records with times and optional components; a field that a record lacks is left out. */
  public static Json standard() {
    return new Json(
        JsonMapper.builder()
            .addModule(IsoTimes.module())
            .addModule(Optionals.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build());
  }

  /**
   * @throws IllegalArgumentException if {@code value} has no JSON
   */
  public JsonNode tree(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.getInstance();
      case JsonNode node -> node;
      case Data data -> data.json();
      default -> written(value);
    };
  }

  /** {@code node} for the application. */
  public Data data(JsonNode node) {
    return new Data(node, this);
  }

  <T> T as(JsonNode node, Class<T> type) {
    try {
      return mapper.treeToValue(node, type);
    } catch (JsonProcessingException mismatch) {
      throw new UnreadableDataException(type, node, mismatch);
    }
  }

  /** The bytes of {@code node}. */
  public static byte[] bytes(JsonNode node) {
    try {
      return WIRE.writeValueAsBytes(node);
    } catch (JsonProcessingException tooDeep) {
      throw new IllegalArgumentException(
          "The value has no JSON: " + tooDeep.getOriginalMessage(), tooDeep);
    }
  }

  /**
   * @throws UnexpectedAnswerException if {@code utf8} is no JSON
   */
  public static JsonNode read(byte[] utf8) {
    try {
      return WIRE.readTree(utf8);
    } catch (IOException malformed) {
      throw new UnexpectedAnswerException("The answer is not JSON: " + malformed, malformed);
    }
  }

  /**
   * @throws UnexpectedAnswerException if {@code text} is no JSON
   */
  public static JsonNode read(String text) {
    try {
      return WIRE.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new UnexpectedAnswerException("The answer is not JSON: " + malformed, malformed);
    }
  }

  private JsonNode written(Object value) {
    try {
      return mapper.valueToTree(value);
    } catch (IllegalArgumentException failure) {
      throw new IllegalArgumentException(
          "A %s cannot be written as JSON: %s; give a record, a map or a JsonNode"
              .formatted(value.getClass().getName(), failure.getMessage()),
          failure);
    }
  }
}
