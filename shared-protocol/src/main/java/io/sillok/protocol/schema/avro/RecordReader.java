package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.RecordShape;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a record in its writer's order of fields. */
final class RecordReader implements ValueReader {

  private static final int SKIPPED = -1;

  private final Schema writer;
  private final RecordShape shape;
  private final int[] targets;
  private final ValueReader[] readers;

  RecordReader(Schema writer, RecordShape shape) {
    this.writer = writer;
    this.shape = shape;
    targets = new int[writer.getFields().size()];
    readers = new ValueReader[targets.length];
  }

  /** Compiles the fields; apart from the constructor because records may contain themselves. */
  void compile(AvroReaders compiler) {
    List<Schema.Field> written = writer.getFields();
    boolean[] known = new boolean[shape.fields().size()];
    for (int index = 0; index < targets.length; index++) {
      Schema schema = written.get(index).schema();
      int target = shape.indexOf(written.get(index).name());
      targets[index] = target;
      if (target == SKIPPED) {
        readers[index] = in -> Skipper.skip(schema, in);
      } else {
        Field field = shape.fields().get(target);
        known[target] = true;
        readers[index] = compiler.compile(schema, field.shape(), field.where(), !field.required());
      }
    }
    requireAll(known);
  }

  private void requireAll(boolean[] known) {
    for (int index = 0; index < known.length; index++) {
      Field field = shape.fields().get(index);
      if (!known[index] && field.required()) {
        throw new CodecException(
            "%s is required, but was not written with schema %s; declare it Optional or @Nullable"
                .formatted(field.where(), writer.getFullName()),
            null);
      }
    }
  }

  @Override
  public Object read(AvroInput in) {
    in.enter();
    @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
    for (int index = 0; index < targets.length; index++) {
      Object value = readers[index].read(in);
      if (targets[index] != SKIPPED) {
        values[targets[index]] = value;
      }
    }
    in.leave();
    try {
      return shape.construct(values);
    } catch (CodecException broken) {
      throw broken;
    } catch (RuntimeException refused) {
      throw new CodecException(
          "%s refuses what was recorded: %s; records must take all that they ever took"
              .formatted(shape, refused),
          refused);
    }
  }
}
