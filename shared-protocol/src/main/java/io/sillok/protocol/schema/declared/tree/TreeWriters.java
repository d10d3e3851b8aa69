package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.declared.single.Singles;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.json.Text;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Compiles a schema to a writer of trees, once. */
public final class TreeWriters {

  private final Defaults defaults;
  private final Map<Schema, RecordTreeWriter> records = new HashMap<>();

  private TreeWriters(Defaults defaults) {
    this.defaults = defaults;
  }

  /**
   * @param schema one that was checked
   * @param where named in messages
   */
  public static TreeWriter of(Schema schema, Defaults defaults, String where) {
    return new TreeWriters(defaults).compile(schema, where);
  }

  TreeWriter compile(Schema schema, String where) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> enumeration(schema.getEnumSymbols());
      case ARRAY -> array(compile(schema.getElementType(), where + "[]"));
      case MAP -> map(compile(schema.getValueType(), where + "[]"));
      case UNION -> union(Union.of(schema), where);
      default -> SingleTreeWriters.of(Singles.of(schema), where);
    };
  }

  RecordTreeWriter record(Schema schema) {
    RecordTreeWriter known = records.get(schema);
    if (known != null) {
      return known;
    }
    RecordTreeWriter writer = new RecordTreeWriter(schema, defaults);
    records.put(schema, writer);
    writer.compile(this);
    return writer;
  }

  private TreeWriter union(Union union, String where) {
    TreeWriter value =
        union.isDiscriminated()
            ? new CaseTreeWriter(union, this)
            : indexed(union.indexOf(union.value()), compile(union.value(), where));
    return union.isOptional() ? optional(union.nullIndex(), value) : value;
  }

  private static TreeWriter indexed(int index, TreeWriter value) {
    return (node, out) -> {
      out.avro().writeInt(index);
      value.write(node, out);
    };
  }

  private static TreeWriter optional(int nullIndex, TreeWriter value) {
    return (node, out) -> {
      if (node.isNull()) {
        out.avro().writeInt(nullIndex);
      } else {
        value.write(node, out);
      }
    };
  }

  private static TreeWriter enumeration(List<String> symbols) {
    Map<String, Integer> indexes = new HashMap<>();
    symbols.forEach(symbol -> indexes.put(symbol, indexes.size()));
    String expected = JsonReaders.oneOf(symbols);
    return (node, out) -> {
      Integer index = node.isTextual() ? indexes.get(node.textValue()) : null;
      if (index == null) {
        out.wrongType(node, expected);
      } else {
        out.avro().writeInt(index);
      }
    };
  }

  private static TreeWriter array(TreeWriter element) {
    return (node, out) -> {
      if (!(node instanceof ArrayNode array)) {
        out.wrongType(node, "an array");
        return;
      }
      if (!array.isEmpty()) {
        out.avro().writeLong(array.size());
        for (int index = 0; index < array.size(); index++) {
          out.write(index, array.get(index), element);
        }
      }
      out.avro().writeLong(0);
    };
  }

  private static TreeWriter map(TreeWriter value) {
    return (node, out) -> {
      if (!(node instanceof ObjectNode object)) {
        out.wrongType(node, "an object");
        return;
      }
      if (!object.isEmpty()) {
        out.avro().writeLong(object.size());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          writeKey(member.getKey(), out);
          out.write(member.getKey(), member.getValue(), value);
        }
      }
      out.avro().writeLong(0);
    };
  }

  private static void writeKey(String key, TreeOutput out) {
    if (!Text.isPaired(key)) {
      out.mismatchAt(key, "out-of-range", Text.UNPAIRED_KEY);
    }
    out.avro().writeBytes(key.getBytes(StandardCharsets.UTF_8));
  }
}
