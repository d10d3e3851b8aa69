package io.sillok.protocol.schema.avro;

import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Compiles a shape to a writer, once, so that nothing is looked up by reflection per value. */
public final class AvroWriters {

  private final Map<RecordShape, RecordWriter> records = new HashMap<>();

  private AvroWriters() {}

  /**
   * @param where named in messages if the shape is no record
   */
  public static ValueWriter of(Shape shape, String where) {
    return new AvroWriters().compile(shape, where, 0);
  }

  /**
   * @param offset the index of a sealed interface's first record in its union
   */
  private ValueWriter compile(Shape shape, String where, int offset) {
    return switch (shape) {
      case Scalar scalar -> ScalarWriters.of(scalar, where);
      case EnumShape enumeration -> compile(enumeration);
      case RecordShape record -> compile(record);
      case SealedShape union -> compile(union, where, offset);
      case ListShape(Shape element) -> {
        ValueWriter each = compile(element, where + "[]", 0);
        yield (value, out) -> writeAll((Collection<?>) value, each, where, out);
      }
      case SetShape(Shape element) -> {
        ValueWriter each = compile(element, where + "[]", 0);
        yield (value, out) -> writeSet((Collection<?>) value, each, where, out);
      }
      case MapShape(Shape element) -> {
        ValueWriter each = compile(element, where + "[]", 0);
        ValueWriter keys = ScalarWriters.of(Scalar.STRING, where + " (key)");
        yield (value, out) -> writeMap((Map<?, ?>) value, keys, each, where, out);
      }
    };
  }

  private static ValueWriter compile(EnumShape shape) {
    Map<Object, Integer> indexes = new HashMap<>();
    shape.constants().forEach(constant -> indexes.put(constant, indexes.size()));
    return (value, out) -> out.writeInt(Objects.requireNonNull(indexes.get(value)));
  }

  private RecordWriter compile(RecordShape shape) {
    RecordWriter known = records.get(shape);
    if (known != null) {
      return known;
    }
    RecordWriter writer = new RecordWriter(shape);
    records.put(shape, writer);
    for (int index = 0; index < writer.fields.length; index++) {
      Field field = writer.fields[index];
      writer.writers[index] = compile(field);
    }
    return writer;
  }

  private ValueWriter compile(Field field) {
    ValueWriter writer = compile(field.shape(), field.where(), field.required() ? 0 : 1);
    if (field.required() || field.shape() instanceof SealedShape) {
      return writer;
    }
    return (value, out) -> {
      out.writeInt(1);
      writer.write(value, out);
    };
  }

  private ValueWriter compile(SealedShape shape, String where, int offset) {
    Map<Class<?>, Integer> indexes = new HashMap<>();
    RecordWriter[] writers = new RecordWriter[shape.cases().size()];
    for (int index = 0; index < writers.length; index++) {
      indexes.put(shape.cases().get(index).type(), index);
      writers[index] = compile(shape.cases().get(index));
    }
    return (value, out) -> {
      Integer index = indexes.get(value.getClass());
      if (index == null) {
        throw new CodecException(
            "%s holds a %s, which is not of its type".formatted(where, value.getClass()), null);
      }
      out.writeInt(offset + index);
      writers[index].write(value, out);
    };
  }

  private static void writeAll(
      Collection<?> values, ValueWriter each, String where, AvroOutput out) {
    if (!values.isEmpty()) {
      out.writeLong(values.size());
      for (Object value : values) {
        each.write(element(value, where), out);
      }
    }
    out.writeLong(0);
  }

  /** A hash set has no order of its own, and the same set must always give the same bytes. */
  private static void writeSet(
      Collection<?> values, ValueWriter each, String where, AvroOutput out) {
    if (values instanceof SequencedCollection<?> || values.size() < 2) {
      writeAll(values, each, where, out);
      return;
    }
    List<byte[]> encoded = new ArrayList<>(values.size());
    for (Object value : values) {
      AvroOutput single = new AvroOutput();
      each.write(element(value, where), single);
      encoded.add(single.toByteArray());
    }
    encoded.sort(Arrays::compareUnsigned);
    out.writeLong(encoded.size());
    encoded.forEach(out::writeRaw);
    out.writeLong(0);
  }

  private static void writeMap(
      Map<?, ?> values, ValueWriter keys, ValueWriter each, String where, AvroOutput out) {
    if (!values.isEmpty()) {
      out.writeLong(values.size());
      for (Map.Entry<?, ?> entry : ordered(values).entrySet()) {
        keys.write(element(entry.getKey(), where), out);
        each.write(element(entry.getValue(), where), out);
      }
    }
    out.writeLong(0);
  }

  private static Map<?, ?> ordered(Map<?, ?> values) {
    return values instanceof SequencedMap<?, ?> ? values : new TreeMap<>(values);
  }

  private static Object element(Object value, String where) {
    if (value == null) {
      throw new CodecException(where + " contains null; leave absent elements out", null);
    }
    return value;
  }

  private static final class RecordWriter implements ValueWriter {

    private final String where;
    private final Field[] fields;
    private final ValueWriter[] writers;

    RecordWriter(RecordShape shape) {
      where = shape.toString();
      fields = shape.fields().toArray(Field[]::new);
      writers = new ValueWriter[fields.length];
    }

    @Override
    public void write(Object value, AvroOutput out) {
      out.enter(where);
      for (int index = 0; index < fields.length; index++) {
        Object component = fields[index].get(value);
        if (component == null) {
          out.writeInt(0);
        } else {
          writers[index].write(component, out);
        }
      }
      out.leave();
    }
  }
}
