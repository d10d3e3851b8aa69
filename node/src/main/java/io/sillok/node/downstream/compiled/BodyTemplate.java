package io.sillok.node.downstream.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.filter.EventValue;
import io.sillok.node.stream.filter.FilteredEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a command, in which texts are expressions over results. */
sealed interface BodyTemplate {

  JsonNode of(FilteredEvent result);

  /** Numbers, booleans and null are what they are. */
  record Literal(JsonNode value) implements BodyTemplate {
    @Override
    public JsonNode of(FilteredEvent result) {
      return value;
    }
  }

  /** A text that was compiled. */
  record Expression(EventValue value) implements BodyTemplate {
    @Override
    public JsonNode of(FilteredEvent result) {
      return value.of(result);
    }
  }

  /** An object. */
  record Fields(Map<String, BodyTemplate> fields) implements BodyTemplate {
    @Override
    public JsonNode of(FilteredEvent result) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> object.set(name, field.of(result)));
      return object;
    }
  }

  /** An array. */
  record Elements(List<BodyTemplate> elements) implements BodyTemplate {
    @Override
    public JsonNode of(FilteredEvent result) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      elements.forEach(element -> array.add(element.of(result)));
      return array;
    }
  }

  /**
   * Makes a template of a document.
   *
   * @param pointer of {@code json}, for {@code compiler}
   */
  static BodyTemplate of(JsonNode json, String pointer, Compiler compiler) {
    return switch (json.getNodeType()) {
      case STRING -> compiler.compile(json.textValue(), pointer);
      case OBJECT -> {
        Map<String, BodyTemplate> fields = new LinkedHashMap<>();
        json.properties()
            .forEach(field ->
                fields.put(
                    field.getKey(),
                    of(field.getValue(), pointer + "/" + field.getKey(), compiler)));
        yield new Fields(fields);
      }
      case ARRAY -> {
        List<BodyTemplate> elements = new ArrayList<>();
        for (int index = 0; index < json.size(); index++) {
          elements.add(of(json.get(index), pointer + "/" + index, compiler));
        }
        yield new Elements(elements);
      }
      default -> new Literal(json);
    };
  }

  /** Makes a template of a text. */
  interface Compiler {
    BodyTemplate compile(String text, String pointer);
  }
}
