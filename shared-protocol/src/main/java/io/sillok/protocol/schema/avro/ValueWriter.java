package io.sillok.protocol.schema.avro;

/** Writes values of one shape. */
@FunctionalInterface
public interface ValueWriter {

  /**
   * @throws io.sillok.protocol.schema.CodecException naming the field, if the value cannot be kept
   */
  void write(Object value, AvroOutput out);
}
