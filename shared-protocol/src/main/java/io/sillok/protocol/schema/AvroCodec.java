package io.sillok.protocol.schema;

import org.apache.avro.Schema;

/** A record, or a sealed interface of records, in Avro's binary encoding. Thread-safe. */
public final class AvroCodec<T> {

  /**
   * @throws InvalidModuleException naming the class, the member and why, if the type cannot be kept
   */
  public static <T> AvroCodec<T> of(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  private AvroCodec() {}

  /** The schema that {@link #encode} writes. */
  public Schema schema() {
    throw new UnsupportedOperationException();
  }

  /** The 64-bit fingerprint of {@link #schema()}, logical types included. */
  public long fingerprint() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws CodecException naming the field, if a value cannot be kept exactly
   */
  public byte[] encode(T value) {
    throw new UnsupportedOperationException();
  }

  /**
   * @param writer the schema that the bytes were written with; may be an earlier version
   * @throws CodecException if the bytes are not of that schema, or it cannot be resolved to this
   *     one
   */
  public T decode(byte[] bytes, Schema writer) {
    throw new UnsupportedOperationException();
  }
}
