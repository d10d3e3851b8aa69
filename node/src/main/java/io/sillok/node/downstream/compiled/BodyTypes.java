package io.sillok.node.downstream.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.downstream.compiled.BodyTemplate.Elements;
import io.sillok.node.downstream.compiled.BodyTemplate.Expression;
import io.sillok.node.downstream.compiled.BodyTemplate.Fields;
import io.sillok.node.downstream.compiled.BodyTemplate.Literal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Finds values in the body of a command that can never be those of its fields, by their types in
 * JSON alone: a text may still be none of an enum.
 *
 * @param wrong gets the place below the body, and what is wrong
 */
record BodyTypes(BiConsumer<String, String> wrong) {

  /**
   * @param schema JSON Schema of what {@code body} makes
   * @param place of {@code body}
   */
  void check(BodyTemplate body, JsonNode schema, String place) {
    Set<String> wanted = wanted(schema);
    Set<String> given = given(body);
    if (!wanted.isEmpty() && !given.isEmpty() && Collections.disjoint(wanted, given)) {
      wrong.accept(place, "is %s, but must be %s".formatted(words(given), words(wanted)));
      return;
    }
    switch (body) {
      case Fields(var fields) ->
          fields.forEach((name, field) ->
              check(field, schema.path("properties").path(name), place + "/" + name));
      case Elements(var elements) -> {
        for (int index = 0; index < elements.size(); index++) {
          check(elements.get(index), schema.path("items"), place + "/" + index);
        }
      }
      case Literal literal -> {}
      case Expression expression -> {}
    }
  }

  /** Empty if it may be any. */
  private static Set<String> wanted(JsonNode schema) {
    JsonNode type = schema.path("type");
    Set<String> wanted = new LinkedHashSet<>();
    if (type.isTextual()) {
      wanted.add(type.textValue());
    }
    type.elements().forEachRemaining(each -> wanted.add(each.asText()));
    return wanted;
  }

  private static Set<String> given(BodyTemplate body) {
    return switch (body) {
      case Literal(var value) -> given(value);
      case Expression(var value) -> value.jsonTypes();
      case Fields fields -> Set.of("object");
      case Elements elements -> Set.of("array");
    };
  }

  private static Set<String> given(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> Set.of("boolean");
      case NULL -> Set.of("null");
      case NUMBER -> value.isIntegralNumber() ? Set.of("integer", "number") : Set.of("number");
      default -> Set.of();
    };
  }

  static String words(Set<String> types) {
    Set<String> told = new TreeSet<>(types);
    if (told.contains("integer")) {
      told.remove("number");
    }
    return told.stream()
        .map(type ->
            switch (type) {
              case "string" -> "a text";
              case "integer" -> types.contains("number") ? "a number" : "a whole number";
              case "number" -> "a number";
              case "boolean" -> "a boolean";
              case "array" -> "a list";
              case "object" -> "an object";
              default -> type;
            })
        .collect(Collectors.joining(" or "));
  }
}
