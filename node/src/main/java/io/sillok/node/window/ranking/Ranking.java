package io.sillok.node.window.ranking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.window.definition.declared.telling.FieldKind;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** By which number results of windows are ordered, largest first. */
public final class Ranking {

  private static final String COUNT = "count";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String by;
  private final List<String> way;

  private Ranking(String by, List<String> way) {
    this.by = by;
    this.way = way;
  }

  /**
   * @param values the record of a projection's values
   * @param by a number in it, with points between the names of fields; or {@code count}, the events
   *     in the window, where the values have no such field
   * @throws UnfitRankingException if it is none
   */
  public static Ranking of(Schema values, String by) {
    if (by.equals(COUNT) && values.getField(COUNT) == null) {
      return new Ranking(by, List.of(COUNT));
    }
    Schema found = values;
    for (String name : by.split("\\.", -1)) {
      found = field(found, name, by);
    }
    if (FieldKind.of(found).filter(FieldKind.NUMBERS::contains).isEmpty()) {
      throw new UnfitRankingException(
          "must lead to a number, but %s is of type %s".formatted(by, FieldKind.describe(found)));
    }
    return new Ranking(by, List.of(("values." + by).split("\\.", -1)));
  }

  private static Schema field(Schema record, String name, String by) {
    if (record.getType() != Schema.Type.RECORD) {
      throw new UnfitRankingException(
          "must be a field of the values, but before '%s' in '%s' it leads to %s, which has no fields"
              .formatted(name, by, FieldKind.describe(record)));
    }
    Schema.Field field = record.getField(name);
    if (field == null) {
      throw new UnfitRankingException(
          "must be count or a number of the values, but is '%s'; %s has %s"
              .formatted(
                  by,
                  record.getName(),
                  record.getFields().stream()
                      .map(Schema.Field::name)
                      .collect(Collectors.joining(", "))));
    }
    return withoutNull(field.schema());
  }

  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return others.size() == 1 ? others.getFirst() : schema;
  }

  /** As it was asked for. */
  public String by() {
    return by;
  }

  /**
   * The place of {@code result}, which is JSON; none without such a value, or if it is not finite.
   */
  Optional<Ranked> rank(String result) {
    JsonNode json = tree(result);
    JsonNode value = json;
    for (String name : way) {
      value = value.path(name);
    }
    return number(value)
        .map(number ->
            new Ranked(
                number,
                json.path("key").asText(),
                time(json.path("start"), Window.BEGINNING),
                time(json.path("end"), Window.NEVER),
                result));
  }

  private static JsonNode tree(String result) {
    try {
      return JSON.readTree(result);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("A result is not JSON: " + result, damaged);
    }
  }

  /** Numbers that a double does not hold are texts. */
  private static Optional<BigDecimal> number(JsonNode value) {
    if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(value.asText()));
    } catch (NumberFormatException notFinite) {
      return Optional.empty();
    }
  }

  private static long time(JsonNode time, long otherwise) {
    return time.isTextual() ? EventTimes.micros(Instant.parse(time.textValue())) : otherwise;
  }
}
