package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random schemas of events, as JSON. */
final class RandomSchemas {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> PLAIN =
      List.of("boolean", "int", "long", "float", "double", "string", "bytes");
  private static final List<String> LOGICAL =
      List.of(
          "string uuid",
          "int date",
          "long duration-nanos",
          "bytes big-decimal",
          "bytes big-integer",
          "long timestamp-millis",
          "long timestamp-micros",
          "long timestamp-nanos",
          "long local-timestamp-millis",
          "long local-timestamp-micros",
          "long local-timestamp-nanos",
          "int time-millis",
          "long time-micros");

  private final Random random;
  private final List<String> records = new ArrayList<>();
  private int names;

  RandomSchemas(Random random) {
    this.random = random;
  }

  ObjectNode event() {
    return record(3);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private ObjectNode record(int depth) {
    String name = "Record" + names++;
    ObjectNode record = NODES.objectNode().put("type", "record").put("name", name);
    if (random.nextInt(3) == 0) {
      record.put("namespace", "shop.Orders");
    }
    ArrayNode fields = record.putArray("fields");
    fields.addObject().put("name", "some").put("type", any(PLAIN)); // so that it takes bytes
    for (int field = random.nextInt(5); field > 0; field--) {
      fields.addObject().put("name", "field" + field).set("type", type(depth - 1, true));
    }
    records.add(name);
    return record;
  }

  private JsonNode type(int depth, boolean nullable) {
    int kind = random.nextInt(depth < 0 ? 5 : 10);
    return switch (kind) {
      case 0, 1 -> TextNode.valueOf(any(PLAIN));
      case 2 -> logical();
      case 3 -> random.nextBoolean() ? decimal() : fixed();
      case 4 -> enumeration();
      case 5 -> NODES.objectNode().put("type", "array").set("items", type(depth - 1, true));
      case 6 -> NODES.objectNode().put("type", "map").set("values", type(depth - 1, true));
      case 7 -> nullable ? optional(depth) : record(depth - 1);
      case 8 -> NODES.arrayNode().add(record(depth - 1)).add(record(depth - 1));
      default -> record(depth - 1);
    };
  }

  private ArrayNode optional(int depth) {
    JsonNode value = type(depth, false);
    ArrayNode union = NODES.arrayNode();
    if (value instanceof ArrayNode several) {
      union.addAll(several);
    } else {
      union.add(value);
    }
    return union.insert(random.nextInt(union.size() + 1), "null");
  }

  private ObjectNode logical() {
    List<String> words = List.of(any(LOGICAL).split(" ", -1));
    return NODES.objectNode().put("type", words.getFirst()).put("logicalType", words.getLast());
  }

  private ObjectNode decimal() {
    int precision = 1 + random.nextInt(38);
    ObjectNode type = random.nextBoolean() ? NODES.objectNode().put("type", "bytes") : fixed(16);
    return type.put("logicalType", "decimal")
        .put("precision", precision)
        .put("scale", random.nextInt(precision + 1));
  }

  private ObjectNode fixed() {
    return fixed(1 + random.nextInt(9));
  }

  private ObjectNode fixed(int size) {
    return NODES.objectNode().put("type", "fixed").put("name", "Fixed" + names++).put("size", size);
  }

  private ObjectNode enumeration() {
    ObjectNode type = NODES.objectNode().put("type", "enum").put("name", "Enum" + names++);
    ArrayNode symbols = type.putArray("symbols");
    for (int symbol = random.nextInt(3); symbol >= 0; symbol--) {
      symbols.add("S" + symbol);
    }
    return type;
  }
}
