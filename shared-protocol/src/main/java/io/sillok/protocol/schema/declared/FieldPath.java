package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.declared.single.Singles;
import io.sillok.protocol.schema.declared.tree.Defaults;
import io.sillok.protocol.schema.declared.tree.Union;
import io.sillok.protocol.schema.json.JsonInput;
import io.sillok.protocol.schema.json.JsonReader;
import io.sillok.protocol.schema.json.JsonReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event, perhaps one of a record within it, such as {@code order.customerId}: what it
 * is, and its value in an event's JSON. Thread-safe.
 */
public final class FieldPath {

  private static final Set<Schema.Type> KEY_TYPES =
      EnumSet.of(Schema.Type.STRING, Schema.Type.INT, Schema.Type.LONG, Schema.Type.ENUM);
  private static final String UNIQUE_ID = "uuid";
  private static final Set<String> TIMES = Set.of("timestamp-micros", "timestamp-millis");

  private final String path;
  private final List<Step> steps;
  private final Schema value;
  private final boolean optional;
  private final JsonReader reader;
  private final Optional<String> unfitAsKey;
  private final Optional<String> unfitAsEventTime;

  /**
   * @param otherwise what the field holds where it is left out; null if it must not be
   */
  private record Step(String name, @Nullable JsonNode otherwise) {}

  /**
   * @param schema of an event
   * @param path names of fields, with points between them
   * @throws InvalidFieldPathException if there is no such field
   * @throws InvalidSchemaException if {@code schema} declares what events cannot keep
   */
  public static FieldPath of(Schema schema, String path) {
    return of(schema, SchemaCheck.check(schema), path);
  }

  /**
   * @param defaults that {@code schema} states
   * @throws InvalidFieldPathException if there is no such field
   */
  static FieldPath of(Schema schema, Defaults defaults, String path) {
    List<Step> steps = new ArrayList<>();
    Schema value = schema;
    boolean optional = false;
    for (String name : path.split("\\.", -1)) {
      Schema.Field field = field(value, name, path);
      steps.add(new Step(name, defaults.json(field)));
      optional |= Union.isOptional(field.schema());
      value = withoutNull(field.schema());
    }
    return new FieldPath(path, steps, value, optional);
  }

  private static Schema.Field field(Schema schema, String name, String path) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new InvalidFieldPathException(
          "'%s' is no field of the event: before '%s' it leads to %s, which has no fields of its own"
              .formatted(path, name, inWords(schema)));
    }
    Schema.Field field = schema.getField(name);
    if (field == null) {
      throw new InvalidFieldPathException(
          "'%s' is no field of the event: %s has no '%s'; it has %s"
              .formatted(path, schema.getName(), name, namesOf(schema)));
    }
    return field;
  }

  private static String namesOf(Schema record) {
    return record.getFields().isEmpty()
        ? "no fields"
        : record.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
  }

  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    Union union = Union.of(schema);
    return union.isDiscriminated() ? schema : union.value();
  }

  private FieldPath(String path, List<Step> steps, Schema value, boolean optional) {
    this.path = path;
    this.steps = List.copyOf(steps);
    this.value = value;
    this.optional = optional;
    reader = reader(value);
    unfitAsKey = unfit(isKey(), "a key", "string, int, long, enum or uuid");
    unfitAsEventTime =
        unfit(
            isEventTime(),
            "an event time",
            "long with logicalType timestamp-micros or timestamp-millis");
  }

  private static JsonReader reader(Schema value) {
    if (Singles.isSingle(value)) {
      return Singles.of(value).jsonReader();
    }
    return in ->
        value.getType() == Schema.Type.ENUM
                && in.token() == JsonToken.VALUE_STRING
                && value.hasEnumSymbol(in.text())
            ? in.text()
            : in.wrongType(JsonReaders.oneOf(value.getEnumSymbols()));
  }

  public String path() {
    return path;
  }

  /** The type of its value, apart from null. */
  public Schema.Type type() {
    return value.getType();
  }

  public Optional<String> logicalType() {
    return Optional.ofNullable(value.getProp(AvroSchemas.LOGICAL_TYPE));
  }

  /** What its value is, apart from null. */
  public Schema schema() {
    return value;
  }

  /** Whether an event may lack it, or hold null there. */
  public boolean isOptional() {
    return optional;
  }

  /** Why it cannot be the key of an event; empty if it can. */
  public Optional<String> unfitAsKey() {
    return unfitAsKey;
  }

  /** Why it cannot be the time of an event; empty if it can. */
  public Optional<String> unfitAsEventTime() {
    return unfitAsEventTime;
  }

  private boolean isKey() {
    return KEY_TYPES.contains(type()) && logicalType().orElse(UNIQUE_ID).equals(UNIQUE_ID);
  }

  private boolean isEventTime() {
    return type() == Schema.Type.LONG && TIMES.contains(logicalType().orElse(""));
  }

  private static String inWords(Schema schema) {
    String logicalType = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    String type =
        schema.getType() == Schema.Type.UNION
            ? "one of several records"
            : schema.getType().getName();
    return logicalType == null ? type : "%s (%s)".formatted(type, logicalType);
  }

  private Optional<String> unfit(boolean fits, String role, String types) {
    if (!fits) {
      return Optional.of(
          "'%s' is of type %s, but %s is of type %s".formatted(path, inWords(value), role, types));
    }
    return optional
        ? Optional.of(
            "'%s' may be null, but %s is never; choose a field that always has a value"
                .formatted(path, role))
        : Optional.empty();
  }

  /**
   * The key of {@code event} as text: equal keys have equal texts, however the JSON tells them.
   *
   * @throws JsonMismatchException if the event is not of its schema there
   * @throws IllegalStateException if this is {@linkplain #unfitAsKey no key}
   */
  public String key(JsonNode event) {
    require(unfitAsKey());
    return read(event).toString();
  }

  /**
   * The time of {@code event}.
   *
   * @throws JsonMismatchException if the event is not of its schema there
   * @throws IllegalStateException if this is {@linkplain #unfitAsEventTime no time}
   */
  public Instant time(JsonNode event) {
    require(unfitAsEventTime());
    Object time = read(event);
    return time instanceof Instant instant ? instant : Instant.ofEpochMilli((Long) time);
  }

  /**
   * The value in {@code event}, as it stands there; nothing if it is left out or null, or a record
   * around it is.
   */
  public Optional<JsonNode> find(JsonNode event) {
    JsonNode node = event;
    for (Step step : steps) {
      JsonNode held = node.get(step.name());
      node = held == null ? step.otherwise() : held;
      if (node == null || node.isNull()) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  private static void require(Optional<String> unfit) {
    unfit.ifPresent(reason -> {
      throw new IllegalStateException(reason);
    });
  }

  private Object read(JsonNode event) {
    List<Mismatch> mismatches = new ArrayList<>();
    String pointer = "";
    JsonNode node = event;
    for (Step step : steps) {
      pointer = JsonInput.member(pointer, step.name());
      node = node.has(step.name()) ? node.get(step.name()) : step.otherwise();
      if (node == null) {
        throw new JsonMismatchException(
            List.of(new Mismatch("missing-field", pointer, JsonReaders.missingField(step.name()))));
      }
    }
    try {
      Object read = reader.read(JsonInput.of(node, pointer, mismatches));
      if (read == null) {
        throw new JsonMismatchException(mismatches);
      }
      return read;
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading from memory failed", impossible);
    }
  }
}
