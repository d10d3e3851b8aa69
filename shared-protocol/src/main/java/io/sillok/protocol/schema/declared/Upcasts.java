package io.sillok.protocol.schema.declared;

import io.sillok.protocol.schema.CodecException;
import org.apache.avro.Schema;

/** Makes events of earlier versions of a definition into present ones. Thread-safe. */
public interface Upcasts {

  /** The schema that {@link #upcast} writes. */
  Schema schema();

  /**
   * Whether {@code writer} is one of the earlier versions.
   *
   * @param writer pass the same instance each time
   */
  boolean fit(Schema writer);

  /**
   * The event that {@code avro} has become.
   *
   * @param writer one that fits; what {@code avro} was written with
   * @throws CodecException if the bytes are not of that version, or nothing can be made of them
   */
  byte[] upcast(byte[] avro, Schema writer);
}
