package io.sillok.protocol.schema.declared.single;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonWriter;
import io.sillok.protocol.schema.json.JsonWriters;
import io.sillok.protocol.schema.json.ScalarSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import java.io.IOException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** So many bytes; base64 in JSON, as bytes are. */
record FixedSingle(int size) implements Single {

  private static final JsonReader BYTES = JsonReaders.of(Scalar.BYTES);

  @Override
  public JsonReader jsonReader() {
    return this::read;
  }

  private @Nullable Object read(JsonInput in) throws IOException {
    return BYTES.read(in) instanceof byte[] bytes
        ? (bytes.length == size ? bytes : in.outOfRange(wrongSize(bytes)))
        : null;
  }

  private String wrongSize(byte[] bytes) {
    return "Must be %d bytes in base64, but is %d".formatted(size, bytes.length);
  }

  @Override
  public JsonWriter jsonWriter() {
    return JsonWriters.of(Scalar.BYTES);
  }

  @Override
  public ValueWriter avroWriter(String where) {
    return (value, out) -> out.writeRaw((byte[]) value);
  }

  @Override
  public ValueReader avroReader(Schema writer, String where) {
    if (writer.getType() != Schema.Type.FIXED
        || writer.getFixedSize() != size
        || writer.getProp(AvroSchemas.LOGICAL_TYPE) != null) {
      throw AvroReaders.mismatch(writer, "fixed of %d bytes".formatted(size), where);
    }
    return in -> in.readRaw(size);
  }

  @Override
  public ObjectNode jsonSchema() {
    return ScalarSchemas.of(Scalar.BYTES);
  }
}
