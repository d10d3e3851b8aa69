package io.sillok.protocol.schema.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sillok.protocol.schema.avro.AvroSchemas;
import io.sillok.protocol.schema.declared.single.Singles;
import io.sillok.protocol.schema.declared.tree.Defaults;
import io.sillok.protocol.schema.declared.tree.Union;
import io.sillok.protocol.schema.json.JsonReaders;
import io.sillok.protocol.schema.shape.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Finds in a schema what events cannot keep, and the defaults that it states. */
final class SchemaCheck {

  /** So many types within each other. */
  static final int DEEPEST = 100;

  /** So many fields an event has, if those of each record count wherever it is used. */
  private static final int MOST_FIELDS = 10_000;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final JsonNode document;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final List<StatedDefault> defaults = new ArrayList<>();

  private SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /**
   * The defaults of {@code schema}.
   *
   * @throws InvalidSchemaException for the first thing that cannot be kept
   */
  static Defaults check(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new InvalidSchemaException(
          "",
          "An event is a record, but this is of type %s; declare a record, and a stream for each"
              .formatted(schema.getType().getName()));
    }
    SchemaCheck check = new SchemaCheck(documentOf(schema));
    check.type(schema, new Place("", schema.getName(), 0));
    return DefaultWriter.write(check.defaults);
  }

  private static JsonNode documentOf(Schema schema) {
    try {
      return MAPPER.readTree(schema.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Avro writes a schema that is no JSON", impossible);
    }
  }

  /** How many fields a value of {@code schema} has, with those of the records within it. */
  private int type(Schema schema, Place place) {
    place.require(place.depth() <= DEEPEST, "is nested deeper than %d types".formatted(DEEPEST));
    String logicalType = schema.getProp(AvroSchemas.LOGICAL_TYPE);
    place.require(
        logicalType == null || Singles.isSingle(schema),
        () -> Singles.wrong(String.valueOf(logicalType), schema));
    return switch (schema.getType()) {
      case RECORD -> record(schema, place);
      case ENUM -> enumeration(schema, place);
      case ARRAY -> element(schema.getElementType(), place.element("items"));
      case MAP -> element(schema.getValueType(), place.element("values"));
      case UNION -> union(Union.of(schema), place);
      case NULL -> throw place.invalid("is always null; leave it out");
      default -> single(schema, place);
    };
  }

  private int record(Schema record, Place place) {
    Integer known = sizes.putIfAbsent(record.getFullName(), 0);
    if (known != null) {
      return known;
    }
    name(record.getName(), place.at("name"));
    String given = record.getProp(AvroSchemas.NAME);
    place
        .at(AvroSchemas.NAME)
        .require(
            given == null || Names.isKebab(given),
            () -> "is '%s', which is not kebab case; name it like add-item".formatted(given));
    int size = 0;
    for (Schema.Field field : record.getFields()) {
      size += 1 + field(field, place.field(record, field));
      place.require(
          size <= MOST_FIELDS,
          "has more than %d fields with all of the records within it".formatted(MOST_FIELDS));
    }
    sizes.put(record.getFullName(), size);
    return size;
  }

  private int field(Schema.Field field, Place place) {
    name(field.name(), place.at("name"));
    place
        .at(AvroSchemas.LOGICAL_TYPE)
        .require(
            field.getObjectProp(AvroSchemas.LOGICAL_TYPE) == null,
            "stands beside the type, where it means nothing; write it into the type: {\"type\": {\"type\": …, \"logicalType\": …}}");
    if (field.hasDefaultValue()) {
      Place where = place.at("default");
      defaults.add(new StatedDefault(field, document.at(where.pointer()), where));
    }
    return type(field.schema(), place.at("type"));
  }

  private static int enumeration(Schema schema, Place place) {
    name(schema.getName(), place.at("name"));
    List<String> symbols = schema.getEnumSymbols();
    place.at("symbols").require(!symbols.isEmpty(), "is empty; give it a symbol");
    for (int index = 0; index < symbols.size(); index++) {
      name(symbols.get(index), place.at("symbols/" + index));
    }
    return 0;
  }

  private int element(Schema schema, Place place) {
    int size = type(schema, place);
    place.require(
        !isEmpty(schema),
        () ->
            "collects %s, which has no fields; keep how many there are in an int"
                .formatted(schema.getName()));
    return size;
  }

  /** Whether its values take no bytes, so that nobody could tell how many there are. */
  private static boolean isEmpty(Schema schema) {
    return schema.getType() == Schema.Type.RECORD
        && schema.getFields().stream().allMatch(field -> isEmpty(field.schema()));
  }

  private int union(Union union, Place place) {
    boolean records =
        union.values().stream().allMatch(value -> value.getType() == Schema.Type.RECORD);
    place.require(
        !union.values().isEmpty() && (!union.isDiscriminated() || records),
        () ->
            "is one of %s; it can be one type or null, or one of several records"
                .formatted(union.schema().getTypes().stream().map(Schema::getName).toList()));
    if (union.isDiscriminated()) {
      cases(union.values(), place);
    }
    int size = 0;
    for (int index = 0; index < union.schema().getTypes().size(); index++) {
      Schema branch = union.schema().getTypes().get(index);
      if (index != union.nullIndex()) {
        size += type(branch, place.at(String.valueOf(index)));
      }
    }
    return size;
  }

  private static void cases(List<Schema> records, Place place) {
    Set<String> names = new HashSet<>();
    for (Schema record : records) {
      String name = AvroSchemas.recordName(record);
      place.require(
          Names.isKebab(name),
          () ->
              "is told by the name '%s' of %s, which is not kebab case; name it like add-item by %s"
                  .formatted(name, record.getName(), AvroSchemas.NAME));
      place.require(
          names.add(name),
          () ->
              "has two records with the name '%s'; rename one by %s"
                  .formatted(name, AvroSchemas.NAME));
      place.require(
          record.getField(JsonReaders.DISCRIMINATOR) == null,
          () ->
              "holds %s.type, which has the name that tells the records apart in JSON; rename it"
                  .formatted(record.getName()));
    }
  }

  private static int single(Schema schema, Place place) {
    if (schema.getType() == Schema.Type.FIXED) {
      name(schema.getName(), place.at("name"));
      place.at("size").require(schema.getFixedSize() > 0, "must be at least 1 byte");
    }
    try {
      Singles.of(schema);
      return 0;
    } catch (IllegalArgumentException unknown) {
      throw place.invalid(String.valueOf(unknown.getMessage()));
    }
  }

  private static void name(String name, Place place) {
    place.require(
        Names.isPlain(name),
        () ->
            "is '%s', which is not plain; use ASCII letters, digits and underscores"
                .formatted(name));
  }
}
