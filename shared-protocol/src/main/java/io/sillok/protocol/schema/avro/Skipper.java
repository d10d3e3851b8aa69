package io.sillok.protocol.schema.avro;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Moves over values that the reader no longer has. */
public final class Skipper {

  private Skipper() {}

  /** Returns null, so that it can stand for a reader. */
  public static @Nullable Object skip(Schema schema, AvroInput in) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> in.readBoolean();
      case INT, ENUM, LONG -> in.readLong();
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case STRING, BYTES -> in.skipBytes();
      case FIXED -> in.skip(schema.getFixedSize());
      case UNION -> skip(schema.getTypes().get(in.readIndex(schema.getTypes().size())), in);
      case ARRAY -> skipAll(schema.getElementType(), false, in);
      case MAP -> skipAll(schema.getValueType(), true, in);
      case RECORD -> skipFields(schema, in);
    }
    return null;
  }

  private static void skipFields(Schema schema, AvroInput in) {
    in.enter();
    for (Schema.Field field : schema.getFields()) {
      skip(field.schema(), in);
    }
    in.leave();
  }

  private static void skipAll(Schema element, boolean keyed, AvroInput in) {
    for (long left = in.readBlockCount(); left > 0; left = in.readBlockCount()) {
      for (; left > 0; left--) {
        if (keyed) {
          in.skipBytes();
        }
        skip(element, in);
      }
    }
  }
}
