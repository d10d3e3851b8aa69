package io.sillok.node.stream.filter.schema;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.StructType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record of the schema, or one of several records that have a field {@code type}. */
public final class RecordType {

  private final StructType type;
  private final Map<String, FieldType> fields = new LinkedHashMap<>();

  @SuppressWarnings("Immutable") // Fields do not change once the types are complete.
  RecordType(String name, Collection<String> fieldNames) {
    type =
        StructType.create(
            name,
            ImmutableSet.copyOf(fieldNames),
            field -> Optional.ofNullable(fields.get(field)).map(found -> found.value().type()));
  }

  /**
   * Adds the next field; after the type itself is known, because records may contain themselves.
   */
  void add(String field, ValueType value) {
    fields.put(field, new FieldType(type.name(), fields.size(), field, value));
  }

  public StructType type() {
    return type;
  }

  /** In the order of the schema. */
  public Collection<String> fieldNames() {
    return fields.keySet();
  }

  public Optional<FieldType> find(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  @Nullable FieldType field(String name) {
    return fields.get(name);
  }

  int size() {
    return fields.size();
  }
}
