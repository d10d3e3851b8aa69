package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.json.JsonReaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Writes records; explains everything unknown, missing and wrong in one. */
final class RecordTreeWriter implements TreeWriter {

  private final Schema schema;
  private final String name;
  private final String[] names;
  private final TreeWriter[] writers;
  private final byte[][] absent;
  private final Map<String, Integer> indexes = new HashMap<>();

  RecordTreeWriter(Schema schema, Defaults defaults) {
    this.schema = schema;
    name = AvroSchemas.recordName(schema);
    List<Schema.Field> fields = schema.getFields();
    names = fields.stream().map(Schema.Field::name).toArray(String[]::new);
    absent = fields.stream().map(defaults::avro).toArray(byte[][]::new);
    writers = new TreeWriter[names.length];
  }

  /** Compiles the fields; apart from the constructor because records may contain themselves. */
  void compile(TreeWriters compiler) {
    for (int index = 0; index < names.length; index++) {
      indexes.put(names[index], index);
      writers[index] =
          compiler.compile(
              schema.getFields().get(index).schema(), schema.getName() + "." + names[index]);
    }
  }

  @Override
  public void write(JsonNode node, TreeOutput out) {
    if (node instanceof ObjectNode object) {
      write(object, out, "");
    } else {
      out.wrongType(node, "an object");
    }
  }

  /**
   * @param discriminator a field to pass over; empty for none
   */
  void write(ObjectNode object, TreeOutput out, String discriminator) {
    if (!out.enter()) {
      return;
    }
    if (out.explains()) {
      explain(object, out, discriminator);
    } else {
      writeFields(object, out, discriminator);
    }
    out.leave();
  }

  private void writeFields(ObjectNode object, TreeOutput out, String discriminator) {
    int known = discriminator.isEmpty() ? 0 : 1;
    for (int index = 0; index < names.length; index++) {
      JsonNode value = object.get(names[index]);
      if (value != null) {
        known++;
        writers[index].write(value, out);
      } else if (absent[index] != null) {
        out.avro().writeRaw(absent[index]);
      } else {
        missing(index, out);
      }
    }
    if (known != object.size()) {
      explain(object, out, discriminator);
    }
  }

  /** In the order of the document, then what it lacks. */
  private void explain(ObjectNode object, TreeOutput out, String discriminator) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      Integer index = indexes.get(member.getKey());
      if (index != null) {
        out.write(member.getKey(), member.getValue(), writers[index]);
      } else if (!member.getKey().equals(discriminator)) {
        out.mismatchAt(
            member.getKey(),
            "unknown-field",
            JsonReaders.unknownField(member.getKey(), name, List.of(names)));
      }
    }
    for (int index = 0; index < names.length; index++) {
      if (absent[index] == null && !object.has(names[index])) {
        missing(index, out);
      }
    }
  }

  private void missing(int index, TreeOutput out) {
    out.mismatchAt(names[index], "missing-field", JsonReaders.missingField(names[index]));
  }
}
