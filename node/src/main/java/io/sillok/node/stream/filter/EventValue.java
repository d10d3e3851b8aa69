package io.sillok.node.stream.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.sillok.node.stream.filter.schema.RecordValue;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** A value that is made of events, compiled once, run on many. Thread-safe. */
public final class EventValue {

  private static final Pattern FIELD = Pattern.compile("data((\\.[A-Za-z_][A-Za-z0-9_]*)+)");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EventExpression expression;

  private EventValue(EventExpression expression) {
    this.expression = expression;
  }

  /**
   * @param expression in CEL, at most 4,000 characters
   * @param schema the Avro record schema of the stream's events, all of which have a key
   * @param present paths that are known to be there, such as {@code data.values}
   * @throws InvalidFilterException with all that is wrong, each with its line and column; also if
   *     it asks for a field that an event may lack, without a guard
   */
  public static EventValue compile(String expression, Schema schema, Set<String> present) {
    EventExpression compiled = EventExpression.compile(expression, schema, Purpose.VALUE);
    compiled.requirePresence(true, present);
    return new EventValue(compiled);
  }

  /** The types in JSON that its values may have; empty if that is not known. */
  public Set<String> jsonTypes() {
    return switch (expression.type().kind()) {
      case STRING, TIMESTAMP, DURATION, BYTES -> Set.of("string");
      case INT, UINT -> Set.of("integer", "number");
      case DOUBLE -> // decimals of events are texts with all their digits
          field().matches() ? Set.of("integer", "number", "string") : Set.of("integer", "number");
      case BOOL -> Set.of("boolean");
      case LIST -> Set.of("array");
      case STRUCT, MAP -> Set.of("object");
      default -> Set.of();
    };
  }

  private Matcher field() {
    return FIELD.matcher(expression.text().strip());
  }

  /**
   * The value as JSON. A field alone is as the event has it, so decimals keep all their digits;
   * what is calculated has the precision of CEL, in which decimals are doubles.
   *
   * @throws FilterFailureException if there is none for this event; there is none either when it is
   *     asked again
   */
  public JsonNode of(FilteredEvent event) {
    Object value = expression.evaluate(event);
    Matcher field = field();
    return field.matches() ? event.data().at(field.group(1).replace('.', '/')) : json(value);
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case NullValue none -> JSON.nullNode();
      case Boolean truth -> JSON.booleanNode(truth);
      case Long whole -> JSON.numberNode(whole);
      case UnsignedLong whole -> JSON.numberNode(whole.bigIntegerValue());
      case Double number -> JSON.numberNode(number);
      case CelByteString bytes ->
          JSON.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case RecordValue record -> record.json();
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> JSON.textNode(value.toString()); // texts, times and durations in ISO 8601
    };
  }

  private static ArrayNode list(List<?> list) {
    ArrayNode array = JSON.arrayNode(list.size());
    list.forEach(each -> array.add(json(each)));
    return array;
  }

  private static ObjectNode map(Map<?, ?> map) {
    ObjectNode object = JSON.objectNode();
    map.forEach((name, value) -> object.set(name.toString(), json(value)));
    return object;
  }
}
