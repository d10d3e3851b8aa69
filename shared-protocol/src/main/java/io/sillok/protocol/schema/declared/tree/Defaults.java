package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.avro.AvroOutput;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What the fields of a schema hold where they are left out. */
public final class Defaults {

  private final IdentityHashMap<Schema.Field, byte[]> encoded;

  /**
   * @param encoded the defaults that fields state, as Avro
   */
  public Defaults(IdentityHashMap<Schema.Field, byte[]> encoded) {
    this.encoded = encoded;
  }

  /** The encoding of what {@code field} holds; null if it must not be left out. */
  public byte @Nullable [] avro(Schema.Field field) {
    byte[] stated = encoded.get(field);
    return stated == null && Union.isOptional(field.schema()) ? ofNull(field) : stated;
  }

  /** What {@code field} holds; null if it must not be left out. */
  public @Nullable JsonNode json(Schema.Field field) {
    byte[] avro = avro(field);
    return avro == null
        ? null
        : TreeReaders.of(field.schema(), field.schema(), this, field.name())
            .read(new AvroInput(avro));
  }

  /** Whether {@code field} holds nothing where it is left out. */
  boolean isNull(Schema.Field field) {
    return Union.isOptional(field.schema()) && Arrays.equals(avro(field), ofNull(field));
  }

  private static byte[] ofNull(Schema.Field field) {
    AvroOutput out = new AvroOutput();
    out.writeInt(Union.of(field.schema()).nullIndex());
    return out.toByteArray();
  }
}
