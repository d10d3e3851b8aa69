package io.sillok.protocol.schema.declared.single;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroReaders;
import io.sillok.protocol.schema.avro.AvroWriters;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.JsonWriter;
import io.sillok.protocol.schema.json.JsonWriters;
import io.sillok.protocol.schema.json.ScalarSchemas;
import io.sillok.protocol.schema.shape.Scalar;
import org.apache.avro.Schema;

/** A value that a component of a record can be, too; it is the same in both. */
public record ScalarSingle(Scalar scalar) implements Single {

  @Override
  public JsonReader jsonReader() {
    return JsonReaders.of(scalar);
  }

  @Override
  public JsonWriter jsonWriter() {
    return JsonWriters.of(scalar);
  }

  @Override
  public ValueWriter avroWriter(String where) {
    return AvroWriters.of(scalar, where);
  }

  @Override
  public ValueReader avroReader(Schema writer, String where) {
    return AvroReaders.of(writer, scalar, where);
  }

  @Override
  public ObjectNode jsonSchema() {
    return ScalarSchemas.of(scalar);
  }
}
