package io.sillok.node.stream.filter.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of an event. A field is read when it is asked for, and once only; what holds nothing is
 * null. Not thread-safe.
 */
@SuppressWarnings("Immutable") // Lives for one evaluation, in one thread.
public final class RecordValue extends StructValue<String, RecordValue> {

  private final RecordType record;
  private final JsonNode json;
  private final Absences absences;
  private final @Nullable Object[] values;

  public RecordValue(RecordType record, JsonNode json, Absences absences) {
    this.record = record;
    this.json = json;
    this.absences = absences;
    values = new @Nullable Object[record.size()];
  }

  /** Its fields. */
  public JsonNode json() {
    return json;
  }

  static Object orNull(ValueType type, @Nullable JsonNode node, Absences absences) {
    return node == null || node.isNull()
        ? NullValue.NULL_VALUE
        : type.reader().read(node, absences);
  }

  @Override
  public Object select(String name) {
    FieldType field = field(name);
    Object value = value(field);
    if (value == NullValue.NULL_VALUE) {
      absences.add(field);
    }
    return value;
  }

  @Override
  public Optional<?> find(String name) {
    return Optional.of(value(field(name))).filter(value -> value != NullValue.NULL_VALUE);
  }

  private FieldType field(String name) {
    FieldType field = record.field(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "There is no field " + name + Spelling.hint(name, record.fieldNames(), "There are"));
    }
    return field;
  }

  private Object value(FieldType field) {
    Object known = values[field.index()];
    if (known == null) {
      known = orNull(field.value(), json.get(field.name()), absences);
      values[field.index()] = known;
    }
    return known;
  }

  /** Itself: CEL takes values out of their wrappers by this, and this is no wrapper. */
  @Override
  public RecordValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return json.isEmpty();
  }

  @Override
  public CelType celType() {
    return record.type();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordValue that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
