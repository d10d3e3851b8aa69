package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.core.JsonToken;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles a shape to a reader of JSON, once. */
public final class JsonReaders {

  /** The field that tells the records of a sealed interface apart. */
  public static final String DISCRIMINATOR = "type";

  public static final String TYPED_OBJECT = "an object with \"type\"";

  private final Map<RecordShape, RecordReader> records = new HashMap<>();

  private JsonReaders() {}

  public static JsonReader of(Shape shape) {
    return new JsonReaders().compile(shape);
  }

  JsonReader compile(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> ScalarReaders.of(scalar);
      case EnumShape enumeration -> enumeration(enumeration);
      case RecordShape record -> record(record);
      case SealedShape union -> new SealedReader(union, this);
      case ListShape(Shape element) -> list(compile(element));
      case SetShape(Shape element) -> set(compile(element));
      case MapShape(Shape value) -> map(compile(value));
    };
  }

  RecordReader record(RecordShape shape) {
    RecordReader known = records.get(shape);
    if (known != null) {
      return known;
    }
    RecordReader reader = new RecordReader(shape);
    records.put(shape, reader);
    reader.compile(this);
    return reader;
  }

  private static JsonReader enumeration(EnumShape shape) {
    Map<String, Enum<?>> constants = new HashMap<>();
    shape.constants().forEach(constant -> constants.put(constant.name(), constant));
    String expected = oneOf(shape.symbols());
    return in -> {
      Enum<?> constant = in.token() == JsonToken.VALUE_STRING ? constants.get(in.text()) : null;
      return constant == null ? in.wrongType(expected) : constant;
    };
  }

  private static JsonReader list(JsonReader element) {
    return in -> {
      List<Object> values = new ArrayList<>();
      return readAll(in, element, values) ? List.copyOf(values) : null;
    };
  }

  private static JsonReader set(JsonReader element) {
    return in -> {
      LinkedHashSet<Object> values = new LinkedHashSet<>();
      return readAll(in, element, values) ? Collections.unmodifiableSequencedSet(values) : null;
    };
  }

  private static boolean readAll(JsonInput in, JsonReader element, Collection<Object> values)
      throws IOException {
    if (in.token() != JsonToken.START_ARRAY) {
      in.wrongType("an array");
      return false;
    }
    int before = in.mismatches().size();
    while (in.parser().nextToken() != JsonToken.END_ARRAY) {
      String pointer = in.pointer();
      Object value = element.read(in);
      if (value != null && !values.add(value)) {
        in.mismatch("out-of-range", pointer, "Equals an earlier element of the set; remove one");
      }
    }
    return in.mismatches().size() == before;
  }

  private static JsonReader map(JsonReader element) {
    return in -> {
      if (in.token() != JsonToken.START_OBJECT) {
        return in.wrongType("an object");
      }
      int before = in.mismatches().size();
      LinkedHashMap<String, Object> values = new LinkedHashMap<>();
      String key = in.parser().nextFieldName();
      for (; key != null; key = in.parser().nextFieldName()) {
        Text.requirePaired(key, in);
        in.parser().nextToken();
        String pointer = in.pointer();
        Object value = element.read(in);
        if (value != null && values.put(key, value) != null) {
          duplicate(in, pointer, key);
        }
      }
      return in.mismatches().size() == before ? Collections.unmodifiableSequencedMap(values) : null;
    };
  }

  public static String oneOf(Collection<String> names) {
    return "one of " + String.join(", ", names);
  }

  public static String unknownField(String name, String record, Collection<String> fields) {
    return "\"%s\" is not known; %s has %s"
        .formatted(name, record, fields.isEmpty() ? "no fields" : String.join(", ", fields));
  }

  public static String missingField(String name) {
    return "\"%s\" is required; add it".formatted(name);
  }

  public static String missingType(String expected) {
    return "\"%s\" is required; it is %s".formatted(DISCRIMINATOR, expected);
  }

  public static void duplicate(JsonInput in, String pointer, String name) {
    in.mismatch(
        "malformed-json", pointer, "\"%s\" stands in the object twice; remove one".formatted(name));
  }

  /** Null where a value may be absent; the reader's answer otherwise. */
  static @Nullable Object nullable(JsonReader reader, JsonInput in) throws IOException {
    return in.token() == JsonToken.VALUE_NULL ? null : reader.read(in);
  }
}
