package io.sillok.protocol.schema.avro;

import org.jspecify.annotations.Nullable;

/** Reads values of one shape from the encoding of one writer's schema. */
@FunctionalInterface
public interface ValueReader {

  /**
   * Returns null only where a component may hold nothing.
   *
   * @throws io.sillok.protocol.schema.CodecException if the bytes are not of the writer's schema,
   *     or hold what the shape does not have
   */
  @Nullable Object read(AvroInput in);
}
