package io.sillok.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record, or a sealed interface of records, as JSON. Strict: nothing unknown, missing or of
 * another type is read. Thread-safe.
 */
public final class JsonCodec<T> {

  /**
   * @throws InvalidModuleException naming the class, the member and why, if the type cannot be sent
   */
  public static <T> JsonCodec<T> of(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  private JsonCodec() {}

  /** The JSON Schema (2020-12) of the type, self-contained. */
  public ObjectNode jsonSchema() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws JsonMismatchException with all that is wrong, each with its JSON pointer
   */
  public T decode(byte[] utf8) {
    throw new UnsupportedOperationException();
  }

  public JsonNode toTree(T value) {
    throw new UnsupportedOperationException();
  }

  public byte[] encode(T value) {
    throw new UnsupportedOperationException();
  }
}
