package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.avro.AvroInput;

/** Reads trees of one schema from the encoding of one writer's schema. */
@FunctionalInterface
public interface TreeReader {

  /**
   * @throws io.sillok.protocol.schema.CodecException if the bytes are not of the writer's schema,
   *     or hold what the reader's does not have
   */
  JsonNode read(AvroInput in);
}
