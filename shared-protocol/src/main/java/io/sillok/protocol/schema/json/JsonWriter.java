package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes values of one shape as JSON. */
@FunctionalInterface
public interface JsonWriter {

  /**
   * @throws io.sillok.protocol.schema.CodecException naming the field, if the value has no JSON
   */
  JsonNode write(Object value);
}
