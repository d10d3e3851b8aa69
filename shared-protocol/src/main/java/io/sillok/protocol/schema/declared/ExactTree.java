package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document of any form into a tree that has every digit, and refuses what is told twice.
 */
final class ExactTree implements JsonReader {

  @Override
  public @Nullable Object read(JsonInput in) throws IOException {
    return node(in);
  }

  private static JsonNode node(JsonInput in) throws IOException {
    JsonParser parser = in.parser();
    return switch (in.token()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> TextNode.valueOf(in.text());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> IntNode.valueOf(parser.getIntValue());
            case LONG -> LongNode.valueOf(parser.getLongValue());
            default -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> decimal(in);
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      default -> NullNode.getInstance();
    };
  }

  private static ObjectNode object(JsonInput in) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    String name = in.parser().nextFieldName();
    for (; name != null; name = in.parser().nextFieldName()) {
      in.parser().nextToken();
      if (object.replace(name, node(in)) != null) {
        JsonReaders.duplicate(in, in.pointer(), name); // a pointer costs more than reading a member
      }
    }
    return object;
  }

  private static ArrayNode array(JsonInput in) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (in.parser().nextToken() != JsonToken.END_ARRAY) {
      array.add(node(in));
    }
    return array;
  }

  private static JsonNode decimal(JsonInput in) throws IOException {
    if (in.text().equals("-0.0")) {
      return DoubleNode.valueOf(-0.0); // which no decimal is
    }
    try {
      return DecimalNode.valueOf(new BigDecimal(in.text()));
    } catch (NumberFormatException exponent) {
      in.outOfRange("Has an exponent beyond all measure: " + in.abbreviated());
      return NullNode.getInstance();
    }
  }
}
