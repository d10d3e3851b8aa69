package io.sillok.node.entity.journaled;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.protocol.schema.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON trees as bytes, and deciders' replies first of all. The first answer is read from the same
 * bytes as the answer to a retry, so both are the same.
 */
public final class Replies {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Replies() {}

  /** A decider's reply; JSON null if it is null. */
  public static byte[] encode(@Nullable Object reply) {
    return reply == null ? NULL : toBytes(JsonCodec.replyTree(reply));
  }

  public static byte[] toBytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decimals keep their digits. */
  public static JsonNode decode(byte[] json) {
    if (json.length == NULL.length && json[0] == 'n') {
      return NullNode.getInstance();
    }
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
