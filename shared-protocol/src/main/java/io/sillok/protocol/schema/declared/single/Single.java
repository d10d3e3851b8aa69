package io.sillok.protocol.schema.declared.single;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.ValueReader;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonWriter;
import org.apache.avro.Schema;

/** A type of values without parts: what they are in JSON, and what in Avro's encoding. */
public interface Single {

  /** Reads a value from JSON; strict, and never one that {@link #avroWriter} would refuse. */
  JsonReader jsonReader();

  JsonWriter jsonWriter();

  /**
   * @param where named in messages
   */
  ValueWriter avroWriter(String where);

  /**
   * Reads what was written with the schema {@code writer}, no union.
   *
   * @param where named in messages
   * @throws io.sillok.protocol.schema.CodecException if that has another meaning
   */
  ValueReader avroReader(Schema writer, String where);

  /** The caller's own. */
  ObjectNode jsonSchema();
}
