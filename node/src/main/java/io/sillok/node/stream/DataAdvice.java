package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * What events themselves say about their definition: a text field whose values are all numbers,
 * booleans or a handful of constants wants a narrower type.
 */
public final class DataAdvice {

  /** Of fewer events nothing is said. */
  private static final int FEWEST_EVENTS = 50;

  /** So many constants at most, each of them so often on average. */
  private static final int MOST_CONSTANTS = 8;

  private static final int OFTEN = 10;
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Predicate<String> IS_NUMBER = NUMBER.asMatchPredicate();
  private static final Predicate<String> IS_BOOLEAN =
      Set.of("true", "false", "yes", "no", "y", "n", "0", "1")::contains;

  private DataAdvice() {}

  /**
   * @param field path of the field
   * @param advice for people, with what was seen
   */
  public record Advice(String rule, String field, String advice) {}

  /**
   * What {@code events} of a stream say about {@code schema}, their definition.
   *
   * @param key path of the field that is the key, of which nothing is said: it identifies, however
   *     few there are by now
   */
  public static List<Advice> of(Schema schema, Optional<String> key, List<JsonNode> events) {
    List<Advice> advice = new ArrayList<>();
    fields(schema, "", key, events, advice);
    return advice;
  }

  private static void fields(
      Schema record,
      String path,
      Optional<String> key,
      List<JsonNode> events,
      List<Advice> advice) {
    for (Schema.Field field : record.getFields()) {
      String here = path.isEmpty() ? field.name() : path + "." + field.name();
      if (key.filter(here::equals).isPresent()) {
        continue;
      }
      List<JsonNode> values =
          events.stream()
              .map(event -> event.path(field.name()))
              .filter(value -> !value.isMissingNode() && !value.isNull())
              .toList();
      Schema type = withoutNull(field.schema());
      if (values.size() < FEWEST_EVENTS) {
        continue;
      }
      if (type.getType() == Schema.Type.RECORD) {
        fields(type, here, key, values, advice);
      } else if (type.getType() == Schema.Type.STRING && type.getLogicalType() == null) {
        of(here, values.stream().map(JsonNode::asText).toList()).ifPresent(advice::add);
      }
    }
  }

  private static Optional<Advice> of(String field, List<String> values) {
    Set<String> distinct = new HashSet<>(values);
    if (distinct.stream().allMatch(IS_BOOLEAN) && distinct.size() == 2) {
      return advice("boolean-as-string", field, values, "is %s", distinct, "a boolean");
    }
    if (distinct.stream().allMatch(IS_NUMBER) && distinct.size() > MOST_CONSTANTS) {
      return Optional.of(
          new Advice(
              "number-as-string",
              field,
              "each of the last %d values is a number; a number or decimal would say so, unless it is an identifier"
                  .formatted(values.size())));
    }
    return distinct.size() <= MOST_CONSTANTS && distinct.size() * OFTEN <= values.size()
        ? advice("enum-as-string", field, values, "is one of %s", distinct, "an enum")
        : Optional.empty();
  }

  private static Optional<Advice> advice(
      String rule,
      String field,
      List<String> values,
      String is,
      Set<String> distinct,
      String narrower) {
    return Optional.of(
        new Advice(
            rule,
            field,
            "each of the last %d values %s; %s would say so"
                .formatted(
                    values.size(),
                    is.formatted(distinct.stream().sorted().collect(Collectors.joining(", "))),
                    narrower)));
  }

  private static Schema withoutNull(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(each -> each.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema);
  }
}
