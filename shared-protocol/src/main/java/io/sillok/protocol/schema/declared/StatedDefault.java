package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;

/**
 * A default as a schema states it.
 *
 * @param value in the JSON that the Avro specification gives defaults
 */
record StatedDefault(Schema.Field field, JsonNode value, Place place) {

  String shown() {
    return Place.abbreviated(value);
  }
}
