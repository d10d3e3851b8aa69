package io.sillok.node.cli.append;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.sillok.protocol.schema.json.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * What a line of JSON is; its bytes stay as they are.
 *
 * @param cloudEvent whether it is a whole CloudEvent, and no bare data
 * @param key what is in the field that is the key
 */
record JsonLine(boolean cloudEvent, Optional<String> key) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> VERSION = List.of("specversion");

  /** That {@code line} is no JSON; the message says why, without the parser's inside. */
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * @param keyPath the names that lead to the key, from the outermost on; empty for none
   */
  static JsonLine read(byte[] line, List<String> keyPath) throws MalformedException {
    boolean cloudEvent = false;
    Optional<String> key = Optional.empty();
    int values = 0;
    try (JsonParser parser = JSON.createParser(line)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        JsonStreamContext place = parser.getParsingContext();
        values += place.inRoot() ? 1 : 0;
        if (token == JsonToken.VALUE_STRING && isAt(place, VERSION)) {
          cloudEvent = true;
        }
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL && isAt(place, keyPath)) {
          key = Optional.of(parser.getText());
        }
      }
    } catch (JsonProcessingException malformed) {
      throw new MalformedException(JsonDocument.reason(malformed));
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
    if (values != 1) {
      throw new MalformedException("there are %d values, but must be one".formatted(values));
    }
    return new JsonLine(cloudEvent, key);
  }

  private static boolean isAt(JsonStreamContext place, List<String> path) {
    JsonStreamContext outwards = place;
    for (String name : path.reversed()) {
      if (!outwards.inObject() || !name.equals(outwards.getCurrentName())) {
        return false;
      }
      outwards = outwards.getParent();
    }
    return outwards.inRoot() && !path.isEmpty();
  }
}
