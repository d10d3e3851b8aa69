package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.avro.AvroInput;
import io.sillok.protocol.schema.avro.Skipper;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads records in their writer's order of fields into trees in their reader's. */
final class RecordTreeReader {

  private static final int SKIPPED = -1;

  private final Schema writer;
  private final Schema reader;
  private final int[] targets;
  private final TreeReader[] readers;
  private final String[] names;
  private final boolean[] leavesNullOut;
  private final @Nullable JsonNode[] notWritten;

  RecordTreeReader(Schema writer, Schema reader) {
    this.writer = writer;
    this.reader = reader;
    targets = new int[writer.getFields().size()];
    readers = new TreeReader[targets.length];
    names = reader.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
    leavesNullOut = new boolean[names.length];
    notWritten = new @Nullable JsonNode[names.length];
  }

  /** Compiles the fields; apart from the constructor because records may contain themselves. */
  void compile(TreeReaders compiler, Defaults defaults) {
    List<Schema.Field> written = writer.getFields();
    boolean[] known = new boolean[names.length];
    for (int index = 0; index < targets.length; index++) {
      targets[index] = targetOf(written.get(index).name());
      if (targets[index] != SKIPPED) {
        known[targets[index]] = true;
        Schema.Field target = reader.getFields().get(targets[index]);
        readers[index] =
            compiler.compile(written.get(index).schema(), target.schema(), where(target));
      }
    }
    for (Schema.Field field : reader.getFields()) {
      leavesNullOut[field.pos()] = defaults.isNull(field);
      notWritten[field.pos()] = known[field.pos()] ? null : defaultOf(field, defaults);
    }
  }

  /** The field of that name, or else the one that has had it. */
  private int targetOf(String name) {
    Schema.Field same = reader.getField(name);
    if (same != null) {
      return same.pos();
    }
    return reader.getFields().stream()
        .filter(field -> field.aliases().contains(name))
        .filter(field -> writer.getField(field.name()) == null)
        .map(Schema.Field::pos)
        .findFirst()
        .orElse(SKIPPED);
  }

  private JsonNode defaultOf(Schema.Field field, Defaults defaults) {
    JsonNode stated = defaults.json(field);
    if (stated == null) {
      throw new CodecException(
          "%s is required, but was not written with schema %s; give it a default, or a union with null"
              .formatted(where(field), writer.getFullName()),
          null);
    }
    return stated;
  }

  private String where(Schema.Field field) {
    return reader.getName() + "." + field.name();
  }

  ObjectNode read(AvroInput in, ObjectNode node) {
    in.enter();
    @Nullable JsonNode[] values = new @Nullable JsonNode[names.length];
    for (int index = 0; index < targets.length; index++) {
      if (targets[index] == SKIPPED) {
        Skipper.skip(writer.getFields().get(index).schema(), in);
      } else {
        values[targets[index]] = readers[index].read(in);
      }
    }
    in.leave();
    for (int index = 0; index < names.length; index++) {
      JsonNode value = values[index] == null ? notWritten[index].deepCopy() : values[index];
      if (!value.isNull() || !leavesNullOut[index]) {
        node.set(names[index], value);
      }
    }
    return node;
  }
}
