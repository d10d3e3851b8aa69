package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import io.sillok.protocol.schema.declared.SchemaDocument;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads what is declared of a stream from JSON, and says all that is wrong with it. */
final class DeclarationReader {

  private static final Set<String> FIELDS =
      Set.of("kind", "schema", "key", "eventTime", "retention", "clock", "compatibility");
  private static final Duration LEAST_RETENTION = Duration.ofMinutes(1);

  private final List<FieldError> errors = new ArrayList<>();
  private final JsonNode json;

  private DeclarationReader(JsonNode json) {
    this.json = json;
  }

  static StreamDeclaration read(String stream, byte[] body) {
    JsonNode json = tree(body);
    if (!json.isObject()) {
      throw StreamProblems.invalidDeclaration(
              List.of(
                  new FieldError(
                      "wrong-type",
                      "",
                      "must be a JSON object, but is of type "
                          + json.getNodeType().name().toLowerCase(Locale.ROOT))))
          .asRefusal();
    }
    return new DeclarationReader(json).declaration(stream);
  }

  /** No body says nothing, so all that must be there is missing. */
  private static JsonNode tree(byte[] body) {
    try {
      return body.length == 0
          ? JsonNodeFactory.instance.objectNode()
          : DeclaredCodec.readTree(body);
    } catch (JsonMismatchException mismatch) {
      throw StreamProblems.invalid(mismatch, StreamProblems::invalidDeclaration).asRefusal();
    }
  }

  private StreamDeclaration declaration(String stream) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        wrong(
            "unknown-field",
            "/" + name,
            "is not known; known are " + String.join(", ", FIELDS.stream().sorted().toList()));
      }
    }
    EventKind kind = oneOf(EventKind.class, "kind", names -> names.toLowerCase(Locale.ROOT));
    if (!json.has("kind")) {
      wrong("missing-field", "/kind", "must be there: unkeyed, keyed or entity");
    }
    Schema schema = schema();
    Optional<String> key = text("key");
    Optional<String> eventTime = text("eventTime");
    Optional<Duration> retention = text("retention").flatMap(this::retention);
    Optional<LiveClock> clock = new ClockReader(errors).read(json.get("clock"));
    if (!errors.isEmpty() || kind == null || schema == null) {
      throw StreamProblems.invalidDeclaration(errors).asRefusal();
    }
    return new StreamDeclaration(
        stream, kind, schema, key, eventTime, retention, clock, Optional.empty(), false);
  }

  private @Nullable Schema schema() {
    Compatibility compatibility =
        oneOf(Compatibility.class, "compatibility", UnaryOperator.identity());
    JsonNode schema = json.path("schema");
    if (schema.isMissingNode() || schema.isNull()) {
      wrong("missing-field", "/schema", "must be there: an Avro record");
      return null;
    }
    if (compatibility != null && schema.isObject()) {
      schema = ((ObjectNode) schema).deepCopy().put(Compatibility.PROPERTY, compatibility.name());
    }
    try {
      return SchemaDocument.parseAny(schema);
    } catch (InvalidSchemaException invalid) {
      wrong("invalid-schema", "/schema" + invalid.pointer(), invalid.reason());
      return null;
    }
  }

  /**
   * @param spelling of the constants where they are listed
   */
  private <E extends Enum<E>> @Nullable E oneOf(
      Class<E> values, String field, UnaryOperator<String> spelling) {
    Optional<String> text = text(field);
    if (text.isEmpty()) {
      return null;
    }
    String name = text.get().toUpperCase(Locale.ROOT);
    for (E value : values.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    wrong(
        "out-of-range",
        "/" + field,
        "must be one of %s, but is '%s'"
            .formatted(spelling.apply(Arrays.toString(values.getEnumConstants())), text.get()));
    return null;
  }

  private Optional<Duration> retention(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(LEAST_RETENTION) >= 0) {
        return Optional.of(duration);
      }
    } catch (DateTimeParseException invalid) {
      // told below, like any other text that is no such duration
    }
    wrong(
        "out-of-range",
        "/retention",
        "must be a duration of at least a minute, such as P30D or PT12H, but is '%s'"
            .formatted(text));
    return Optional.empty();
  }

  private Optional<String> text(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      wrong("wrong-type", "/" + field, "must be a text");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  private void wrong(String code, String pointer, String message) {
    errors.add(new FieldError(code, pointer, message));
  }
}
