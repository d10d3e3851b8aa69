package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Compiles a shape to a writer of JSON, once. Decimals and big integers are strings, because many
 * readers of JSON would lose their digits; what holds nothing is left out.
 */
public final class JsonWriters {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<RecordShape, RecordWriter> records = new HashMap<>();

  private JsonWriters() {}

  public static JsonWriter of(Shape shape) {
    return new JsonWriters().compile(shape);
  }

  private JsonWriter compile(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> scalar(scalar);
      case EnumShape enumeration -> value -> TextNode.valueOf(((Enum<?>) value).name());
      case RecordShape record -> compile(record);
      case SealedShape union -> compile(union);
      case ListShape(Shape element) -> {
        JsonWriter each = compile(element);
        yield value -> array((Collection<?>) value, each);
      }
      case SetShape(Shape element) -> {
        JsonWriter each = compile(element);
        yield value -> set((Collection<?>) value, each);
      }
      case MapShape(Shape element) -> {
        JsonWriter each = compile(element);
        yield value -> map((Map<?, ?>) value, each);
      }
    };
  }

  private static JsonWriter scalar(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> value -> BooleanNode.valueOf((Boolean) value);
      case INT -> value -> IntNode.valueOf((Integer) value);
      case LONG -> value -> LongNode.valueOf((Long) value);
      case FLOAT -> value -> FloatNode.valueOf((Float) value);
      case DOUBLE -> value -> DoubleNode.valueOf((Double) value);
      case BYTES -> value -> TextNode.valueOf(Base64.getEncoder().encodeToString((byte[]) value));
      case STRING, UNIQUE_ID, INSTANT, DATE, DURATION, DECIMAL, INTEGER ->
          value -> TextNode.valueOf(value.toString());
    };
  }

  private RecordWriter compile(RecordShape shape) {
    RecordWriter known = records.get(shape);
    if (known != null) {
      return known;
    }
    RecordWriter writer = new RecordWriter(shape);
    records.put(shape, writer);
    for (int index = 0; index < writer.fields.length; index++) {
      writer.writers[index] = compile(writer.fields[index].shape());
    }
    return writer;
  }

  private JsonWriter compile(SealedShape shape) {
    Map<Class<?>, RecordWriter> writers = new HashMap<>();
    Map<Class<?>, TextNode> names = new HashMap<>();
    for (RecordShape record : shape.cases()) {
      writers.put(record.type(), compile(record));
      names.put(record.type(), TextNode.valueOf(record.name()));
    }
    return value -> {
      RecordWriter writer = writers.get(value.getClass());
      if (writer == null) {
        throw new CodecException(value.getClass() + " is none of " + shape.cases(), null);
      }
      ObjectNode node = NODES.objectNode();
      node.set(JsonReaders.DISCRIMINATOR, names.get(value.getClass()));
      return writer.write(value, node);
    };
  }

  static ArrayNode array(Collection<?> values, JsonWriter each) {
    ArrayNode array = NODES.arrayNode(values.size());
    for (Object value : values) {
      array.add(each.write(value));
    }
    return array;
  }

  /** A hash set has no order of its own, and the same set must always give the same JSON. */
  static JsonNode set(Collection<?> values, JsonWriter each) {
    if (values instanceof SequencedCollection<?> || values.size() < 2) {
      return array(values, each);
    }
    List<JsonNode> nodes = new ArrayList<>(values.size());
    for (Object value : values) {
      nodes.add(each.write(value));
    }
    nodes.sort(Comparator.comparing(JsonNode::toString));
    return NODES.arrayNode(nodes.size()).addAll(nodes);
  }

  static JsonNode map(Map<?, ?> values, JsonWriter each) {
    Map<?, ?> ordered = values instanceof SequencedMap<?, ?> ? values : new TreeMap<>(values);
    ObjectNode node = NODES.objectNode();
    ordered.forEach((key, value) -> node.set(key.toString(), each.write(value)));
    return node;
  }

  private static final class RecordWriter implements JsonWriter {

    private final Field[] fields;
    private final JsonWriter[] writers;

    RecordWriter(RecordShape shape) {
      fields = shape.fields().toArray(Field[]::new);
      writers = new JsonWriter[fields.length];
    }

    @Override
    public JsonNode write(Object value) {
      return write(value, NODES.objectNode());
    }

    ObjectNode write(Object value, ObjectNode node) {
      for (int index = 0; index < fields.length; index++) {
        Object component = fields[index].get(value);
        if (component != null) {
          node.set(fields[index].name(), writers[index].write(component));
        }
      }
      return node;
    }
  }
}
