package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.avro.ValueWriter;
import io.sillok.protocol.schema.declared.single.ScalarSingle;
import io.sillok.protocol.schema.declared.single.Single;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.Text;
import io.sillok.protocol.schema.shape.Scalar;
import java.nio.charset.StandardCharsets;

/** Writes values without parts; those that most are, without the detour over their text. */
final class SingleTreeWriters {

  private SingleTreeWriters() {}

  static TreeWriter of(Single single, String where) {
    TreeWriter byText = byText(single, where);
    return single instanceof ScalarSingle(Scalar scalar) ? direct(scalar, byText) : byText;
  }

  private static TreeWriter byText(Single single, String where) {
    JsonReader reader = single.jsonReader();
    ValueWriter writer = single.avroWriter(where);
    return (node, out) -> {
      Object value = out.read(node, reader);
      if (value != null) {
        writer.write(value, out.avro());
      }
    };
  }

  private static TreeWriter direct(Scalar scalar, TreeWriter byText) {
    return switch (scalar) {
      case BOOLEAN ->
          (node, out) -> {
            if (node.isBoolean()) {
              out.avro().writeBoolean(node.booleanValue());
            } else {
              byText.write(node, out);
            }
          };
      case INT ->
          (node, out) -> {
            if (node.isInt()) {
              out.avro().writeInt(node.intValue());
            } else {
              byText.write(node, out);
            }
          };
      case LONG ->
          (node, out) -> {
            if (node.isInt() || node.isLong()) {
              out.avro().writeLong(node.longValue());
            } else {
              byText.write(node, out);
            }
          };
      case DOUBLE ->
          (node, out) -> {
            if (isFinite(node)) {
              out.avro().writeDouble(node.doubleValue());
            } else {
              byText.write(node, out);
            }
          };
      case STRING ->
          (node, out) -> {
            if (node.isTextual() && Text.isPaired(node.textValue())) {
              out.avro().writeBytes(node.textValue().getBytes(StandardCharsets.UTF_8));
            } else {
              byText.write(node, out);
            }
          };
      default -> byText;
    };
  }

  /** A float is another number when it is widened than when its text is read. */
  private static boolean isFinite(JsonNode node) {
    return node.isNumber() && !node.isFloat() && Double.isFinite(node.doubleValue());
  }
}
