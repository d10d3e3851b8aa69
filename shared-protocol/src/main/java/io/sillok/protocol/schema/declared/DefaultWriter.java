package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.avro.AvroOutput;
import io.sillok.protocol.schema.declared.tree.Defaults;
import io.sillok.protocol.schema.declared.tree.TreeOutput;
import io.sillok.protocol.schema.declared.tree.TreeWriters;
import io.sillok.protocol.schema.declared.tree.Union;
import io.sillok.protocol.schema.json.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Writes the defaults of a schema as Avro. Their JSON is that of the Avro specification, which is
 * another than that of events: bytes are characters below 256, logical types do not count.
 */
final class DefaultWriter {

  /** So many values all defaults have together, those within others too. */
  private static final int MOST_VALUES = 10_000;

  private final IdentityHashMap<Schema.Field, StatedDefault> stated = new IdentityHashMap<>();
  private int values;

  private DefaultWriter(List<StatedDefault> defaults) {
    defaults.forEach(each -> stated.put(each.field(), each));
  }

  /**
   * @throws InvalidSchemaException for the first that is not of its field's type
   */
  static Defaults write(List<StatedDefault> defaults) {
    DefaultWriter writer = new DefaultWriter(defaults);
    IdentityHashMap<Schema.Field, byte[]> encoded = new IdentityHashMap<>();
    for (StatedDefault each : defaults) {
      AvroOutput out = new AvroOutput();
      writer.write(each.field().schema(), each.value(), each.place(), out);
      encoded.put(each.field(), out.toByteArray());
    }
    Defaults all = new Defaults(encoded);
    defaults.forEach(each -> requireEvent(each, all));
    return all;
  }

  /** What is right for Avro may be wrong for the logical type. */
  private static void requireEvent(StatedDefault each, Defaults all) {
    Schema schema = each.field().schema();
    try {
      JsonNode json = Objects.requireNonNull(all.json(each.field()));
      byte[] again = TreeOutput.write(json, TreeWriters.of(schema, all, each.place().where()));
      each.place()
          .require(
              Arrays.equals(again, all.avro(each.field())),
              () ->
                  "is %s, but means %s; write it so that it is the same"
                      .formatted(each.shown(), json));
    } catch (CodecException | JsonMismatchException wrong) {
      throw each.place().invalid("is %s: %s".formatted(each.shown(), wrong.getMessage()));
    }
  }

  private void write(Schema schema, JsonNode value, Place place, AvroOutput out) {
    place.require(
        ++values <= MOST_VALUES && place.depth() <= SchemaCheck.DEEPEST,
        "is too large; leave it out, or make it smaller");
    switch (schema.getType()) {
      case UNION -> union(Union.of(schema), value, place, out);
      case RECORD -> record(schema, value, place, out);
      case ARRAY -> array(schema.getElementType(), value, place, out);
      case MAP -> map(schema.getValueType(), value, place, out);
      case ENUM -> {
        require(value.isTextual() && schema.hasEnumSymbol(value.textValue()), schema, value, place);
        out.writeInt(schema.getEnumOrdinal(value.textValue()));
      }
      case STRING -> {
        require(value.isTextual() && Text.isPaired(value.textValue()), schema, value, place);
        out.writeBytes(value.textValue().getBytes(StandardCharsets.UTF_8));
      }
      case BYTES -> out.writeBytes(bytes(schema, value, place));
      case FIXED -> {
        byte[] bytes = bytes(schema, value, place);
        require(bytes.length == schema.getFixedSize(), schema, value, place);
        out.writeRaw(bytes);
      }
      default -> plain(schema, value, place, out);
    }
  }

  private static void plain(Schema schema, JsonNode value, Place place, AvroOutput out) {
    switch (schema.getType()) {
      case BOOLEAN -> {
        require(value.isBoolean(), schema, value, place);
        out.writeBoolean(value.booleanValue());
      }
      case INT -> {
        require(value.isIntegralNumber() && value.canConvertToInt(), schema, value, place);
        out.writeInt(value.intValue());
      }
      case LONG -> {
        require(value.isIntegralNumber() && value.canConvertToLong(), schema, value, place);
        out.writeLong(value.longValue());
      }
      case FLOAT -> {
        require(value.isNumber() && Float.isFinite(value.floatValue()), schema, value, place);
        out.writeFloat(value.floatValue());
      }
      case DOUBLE -> {
        require(value.isNumber() && Double.isFinite(value.doubleValue()), schema, value, place);
        out.writeDouble(value.doubleValue());
      }
      default -> throw new IllegalStateException(schema + " was not checked");
    }
  }

  private static byte[] bytes(Schema schema, JsonNode value, Place place) {
    require(
        value.isTextual() && value.textValue().chars().allMatch(each -> each < 256),
        schema,
        value,
        place);
    return value.textValue().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void array(Schema element, JsonNode value, Place place, AvroOutput out) {
    place.require(value.isArray(), "is %s, which is no array".formatted(Place.abbreviated(value)));
    if (!value.isEmpty()) {
      out.writeLong(value.size());
      for (int index = 0; index < value.size(); index++) {
        write(element, value.get(index), place.at(String.valueOf(index)), out);
      }
    }
    out.writeLong(0);
  }

  private void map(Schema element, JsonNode value, Place place, AvroOutput out) {
    place.require(
        value.isObject(), "is %s, which is no object".formatted(Place.abbreviated(value)));
    if (!value.isEmpty()) {
      out.writeLong(value.size());
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        out.writeBytes(member.getKey().getBytes(StandardCharsets.UTF_8));
        write(element, member.getValue(), place.at(member.getKey()), out);
      }
    }
    out.writeLong(0);
  }

  private void record(Schema record, JsonNode value, Place place, AvroOutput out) {
    place.require(
        value.isObject(), "is %s, which is no object".formatted(Place.abbreviated(value)));
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      place.require(
          record.getField(member.getKey()) != null,
          () -> "has \"%s\", which %s does not have".formatted(member.getKey(), record.getName()));
    }
    for (Schema.Field field : record.getFields()) {
      JsonNode given = value.get(field.name());
      StatedDefault otherwise = stated.get(field);
      place.require(
          given != null || otherwise != null,
          () -> "lacks \"%s\", which %s has".formatted(field.name(), record.getName()));
      write(
          field.schema(),
          given == null ? Objects.requireNonNull(otherwise).value() : given,
          place.at(field.name()),
          out);
    }
  }

  /** The first branch that the value is of. */
  private void union(Union union, JsonNode value, Place place, AvroOutput out) {
    if (value.isNull() && union.isOptional()) {
      out.writeInt(union.nullIndex());
      return;
    }
    if (!union.isDiscriminated()) {
      out.writeInt(union.schema().getTypes().indexOf(union.value()));
      write(union.value(), value, place, out);
      return;
    }
    for (Schema record : union.values()) {
      AvroOutput attempt = new AvroOutput();
      try {
        write(record, value, place, attempt);
      } catch (InvalidSchemaException another) {
        continue;
      }
      out.writeInt(union.schema().getTypes().indexOf(record));
      out.writeRaw(attempt.toByteArray());
      return;
    }
    throw place.invalid("is %s, which is none of its records".formatted(Place.abbreviated(value)));
  }

  private static void require(boolean right, Schema schema, JsonNode value, Place place) {
    place.require(
        right, () -> "is %s, which is no %s".formatted(Place.abbreviated(value), nameOf(schema)));
  }

  private static String nameOf(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> "symbol of " + schema.getName();
      case FIXED -> "text of %d characters below 256".formatted(schema.getFixedSize());
      case BYTES -> "text of characters below 256";
      default -> schema.getType().getName();
    };
  }
}
