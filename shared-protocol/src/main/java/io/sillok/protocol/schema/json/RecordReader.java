package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonToken;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.RecordShape;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a record; reports everything unknown, missing and wrong in it. */
final class RecordReader implements JsonReader {

  private final RecordShape shape;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final JsonReader[] readers;

  RecordReader(RecordShape shape) {
    this.shape = shape;
    readers = new JsonReader[shape.fields().size()];
  }

  /** Compiles the fields; apart from the constructor because records may contain themselves. */
  void compile(JsonReaders compiler) {
    for (int index = 0; index < readers.length; index++) {
      Field field = shape.fields().get(index);
      JsonReader reader = compiler.compile(field.shape());
      indexes.put(field.name(), index);
      readers[index] = field.required() ? reader : in -> JsonReaders.nullable(reader, in);
    }
  }

  @Override
  public @Nullable Object read(JsonInput in) throws IOException {
    return read(in, null);
  }

  /**
   * @param discriminator a field to pass over
   */
  @Nullable Object read(JsonInput in, @Nullable String discriminator) throws IOException {
    if (in.token() != JsonToken.START_OBJECT) {
      return in.wrongType("an object");
    }
    int before = in.mismatches().size();
    String pointer = in.pointer();
    @Nullable Object[] values = new @Nullable Object[readers.length];
    boolean[] seen = new boolean[readers.length];
    boolean discriminated = false;
    String name = in.parser().nextFieldName();
    for (; name != null; name = in.parser().nextFieldName()) {
      Integer index = indexes.get(name);
      if (index != null) {
        in.parser().nextToken();
        readField(in, name, index, values, seen);
      } else if (name.equals(discriminator)) {
        if (discriminated) {
          JsonReaders.duplicate(in, in.pointer(), name);
        }
        discriminated = true;
        in.parser().nextToken();
        in.parser().skipChildren();
      } else {
        unknown(in, name);
      }
    }
    requireAll(in, pointer, seen);
    return in.mismatches().size() == before ? construct(in, pointer, values) : null;
  }

  private void readField(
      JsonInput in, String name, int index, @Nullable Object[] values, boolean[] seen)
      throws IOException {
    if (seen[index]) {
      JsonReaders.duplicate(in, in.pointer(), name);
    }
    seen[index] = true;
    values[index] = readers[index].read(in);
  }

  private void unknown(JsonInput in, String name) throws IOException {
    in.mismatch(
        "unknown-field",
        in.pointer(),
        JsonReaders.unknownField(
            name, shape.name(), shape.fields().stream().map(Field::name).toList()));
    in.parser().nextToken();
    in.parser().skipChildren();
  }

  private void requireAll(JsonInput in, String pointer, boolean[] seen) {
    for (int index = 0; index < seen.length; index++) {
      Field field = shape.fields().get(index);
      if (!seen[index] && field.required()) {
        in.mismatch(
            "missing-field",
            JsonInput.member(pointer, field.name()),
            JsonReaders.missingField(field.name()));
      }
    }
  }

  /** A record may refuse values in its constructor; then that is a mismatch of its own. */
  private @Nullable Object construct(JsonInput in, String pointer, @Nullable Object[] values) {
    try {
      return shape.construct(values);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException refused) {
      String message = refused.getMessage();
      in.mismatch(
          "out-of-range", pointer, message == null ? shape.name() + " refuses this" : message);
      return null;
    } catch (CodecException defect) {
      throw defect;
    } catch (RuntimeException defect) {
      throw new CodecException("%s failed in its constructor: %s".formatted(shape, defect), defect);
    }
  }
}
