package io.sillok.node.stream.filter.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** The types of an event's record and of all records in it. */
@SuppressWarnings("Immutable") // Complete once it is constructed.
public final class RecordTypes implements CelTypeProvider {

  /** Tells the records of a union apart, in their JSON. */
  private static final String DISCRIMINATOR = "type";

  private final Map<String, RecordType> records = new LinkedHashMap<>();
  private final Map<List<String>, RecordType> known = new HashMap<>();
  private final RecordType root;

  /**
   * @param schema of a record
   */
  public RecordTypes(Schema schema) {
    root = record(schema);
  }

  /** The event's. */
  public RecordType root() {
    return root;
  }

  public Optional<RecordType> find(String typeName) {
    return Optional.ofNullable(records.get(typeName));
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(records.values().stream().map(RecordType::type).toList());
  }

  @Override
  public Optional<CelType> findType(String typeName) {
    return find(typeName).map(RecordType::type);
  }

  private ValueType value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> value(record(schema));
      case ARRAY -> list(value(schema.getElementType()));
      case MAP -> map(value(schema.getValueType()));
      case UNION -> union(schema);
      case NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, ENUM, BYTES, FIXED ->
          ScalarTypes.of(schema);
    };
  }

  private static ValueType value(RecordType record) {
    return new ValueType(
        record.type(),
        (node, absences) -> {
          ScalarTypes.require(node.isObject(), node, "an object");
          return new RecordValue(record, node, absences);
        });
  }

  private static ValueType list(ValueType element) {
    return new ValueType(
        ListType.create(element.type()),
        (node, absences) -> {
          ScalarTypes.require(node.isArray(), node, "an array");
          List<Object> elements = new ArrayList<>(node.size());
          for (JsonNode each : node) {
            elements.add(RecordValue.orNull(element, each, absences));
          }
          return elements;
        },
        element.rule());
  }

  private static ValueType map(ValueType value) {
    return new ValueType(
        MapType.create(SimpleType.STRING, value.type()),
        (node, absences) -> {
          ScalarTypes.require(node.isObject(), node, "an object");
          Map<String, Object> entries = new LinkedHashMap<>();
          node.properties()
              .forEach(entry ->
                  entries.put(
                      entry.getKey(), RecordValue.orNull(value, entry.getValue(), absences)));
          return entries;
        });
  }

  private ValueType union(Schema union) {
    List<Schema> branches =
        union.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    boolean optional = branches.size() < union.getTypes().size();
    ValueType value = oneOf(branches);
    return optional
        ? new ValueType(nullable(value.type()), value.reader(), value.rule(), true)
        : value;
  }

  private ValueType oneOf(List<Schema> branches) {
    if (branches.size() == 1) {
      return value(branches.getFirst());
    }
    boolean records = branches.stream().allMatch(each -> each.getType() == Schema.Type.RECORD);
    return records && !branches.isEmpty() ? value(anyOf(branches)) : ScalarTypes.ANY;
  }

  /**
   * CEL compares records, times and durations with null anyway, and does not know of lists and maps
   * that may be null: those are tested with {@code has} alone.
   */
  private static CelType nullable(CelType type) {
    return switch (type.kind()) {
      case BOOL, INT, DOUBLE, STRING, BYTES -> NullableType.create(type);
      default -> type;
    };
  }

  private RecordType record(Schema schema) {
    List<String> key = List.of(schema.getFullName());
    RecordType found = known.get(key);
    if (found != null) {
      return found;
    }
    List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
    RecordType record = register(key, schema, names);
    schema.getFields().forEach(field -> record.add(field.name(), value(field.schema())));
    return record;
  }

  /** All fields of all {@code branches}; those that some of them lack are optional. */
  private RecordType anyOf(List<Schema> branches) {
    List<String> key = branches.stream().map(Schema::getFullName).toList();
    RecordType found = known.get(key);
    if (found != null) {
      return found;
    }
    Set<String> names = new LinkedHashSet<>(Set.of(DISCRIMINATOR));
    branches.forEach(branch -> branch.getFields().forEach(field -> names.add(field.name())));
    RecordType record = register(key, branches.getFirst(), names);
    for (String name : names) {
      record.add(
          name,
          name.equals(DISCRIMINATOR) ? ScalarTypes.text(TextRule.NONE) : merged(name, branches));
    }
    return record;
  }

  private ValueType merged(String name, List<Schema> branches) {
    List<Schema> having =
        branches.stream().filter(branch -> branch.getField(name) != null).toList();
    List<ValueType> values =
        having.stream().map(branch -> value(branch.getField(name).schema())).toList();
    ValueType first = values.getFirst();
    Set<CelType> types = new LinkedHashSet<>();
    values.forEach(value -> types.add(plain(value.type())));
    boolean optional =
        having.size() < branches.size() || values.stream().anyMatch(ValueType::optional);
    if (types.size() > 1) {
      ValueType any = ScalarTypes.ANY;
      return new ValueType(any.type(), any.reader(), any.rule(), optional);
    }
    TextRule rule = values.size() == 1 ? first.rule() : TextRule.NONE;
    CelType type = plain(first.type());
    return new ValueType(optional ? nullable(type) : type, first.reader(), rule, optional);
  }

  private static CelType plain(CelType type) {
    return type instanceof NullableType optional ? optional.targetType() : type;
  }

  /** Nobody can write the name in an expression, so it hides nothing and cannot be constructed. */
  private RecordType register(List<String> key, Schema schema, Iterable<String> fields) {
    String name = "@" + schema.getName();
    if (records.containsKey(name)) {
      name = "@%s#%d".formatted(schema.getName(), records.size());
    }
    RecordType record = new RecordType(name, ImmutableList.copyOf(fields));
    records.put(name, record);
    known.put(key, record);
    return record;
  }
}
