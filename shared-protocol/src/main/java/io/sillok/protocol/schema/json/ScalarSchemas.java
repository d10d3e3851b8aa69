package io.sillok.protocol.schema.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.schema.shape.Scalar;

/** JSON Schemas of single values. */
public final class ScalarSchemas {

  /** So many digits a decimal or integer has at most, before and behind its point. */
  public static final int MOST_DIGITS = 1_000;

  private ScalarSchemas() {}

  public static ObjectNode of(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> typed("boolean");
      case INT -> whole("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole("int64", Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> typed("number").put("format", "float");
      case DOUBLE -> typed("number").put("format", "double");
      case STRING -> typed("string");
      case BYTES -> typed("string").put("contentEncoding", "base64");
      case UNIQUE_ID -> typed("string").put("format", "uuid");
      case INSTANT -> typed("string").put("format", "date-time");
      case DATE -> typed("string").put("format", "date");
      case DURATION -> typed("string").put("format", "duration");
      case DECIMAL ->
          exact("number")
              .put("format", "decimal")
              .put("pattern", "^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$");
      case INTEGER -> exact("integer").put("pattern", "^[-+]?[0-9]+$");
    };
  }

  public static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode whole(String format, long least, long most) {
    return typed("integer").put("format", format).put("minimum", least).put("maximum", most);
  }

  /** A string that keeps every digit, or a number. */
  private static ObjectNode exact(String number) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("type").add("string").add(number);
    return node;
  }
}
