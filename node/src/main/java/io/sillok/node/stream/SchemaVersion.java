package io.sillok.node.stream;

import io.sillok.protocol.schema.AvroCodec;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A version of a stream's definition.
 *
 * @param number from 1
 * @param fingerprint of the schema, 64 bits; events name it
 */
public record SchemaVersion(int number, long fingerprint, Schema schema) {

  /** Whether {@code definition} is this version: it reads the same from whatever was written. */
  boolean is(Schema definition) {
    return AvroCodec.readAlike(definition, schema);
  }

  /** The version that {@code definition} is of {@code versions}; the latest if several are. */
  static Optional<SchemaVersion> find(List<SchemaVersion> versions, Schema definition) {
    return versions.reversed().stream().filter(each -> each.is(definition)).findFirst();
  }

  /** The number that {@code definition} has among {@code versions}, or has as the next of them. */
  static int number(List<SchemaVersion> versions, Schema definition) {
    return find(versions, definition).map(SchemaVersion::number).orElse(versions.size() + 1);
  }
}
