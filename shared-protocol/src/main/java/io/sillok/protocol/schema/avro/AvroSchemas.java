package io.sillok.protocol.schema.avro;

import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Evolves;
import io.sillok.protocol.design.Exemptions;
import io.sillok.protocol.schema.InvalidModuleException;
import io.sillok.protocol.schema.shape.Field;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.RecordShape;
import io.sillok.protocol.schema.shape.Scalar;
import io.sillok.protocol.schema.shape.Shape;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Shapes to Avro schemas. A component that may hold nothing is a union with null, whose default is
 * null; a sealed interface is a union of its records.
 */
public final class AvroSchemas {

  /** The property in which a schema tells its logical type. */
  public static final String LOGICAL_TYPE = "logicalType";

  /**
   * The property in which a record tells its name in JSON, if that does not follow from its own.
   */
  public static final String NAME = "sillok.name";

  private final Map<Class<?>, Schema> named = new HashMap<>();
  private final Map<String, Class<?>> names = new HashMap<>();

  private AvroSchemas() {}

  /**
   * @throws InvalidModuleException if two types would get the same name
   */
  public static Schema of(Shape shape) {
    return new AvroSchemas().schema(shape);
  }

  private Schema schema(Shape shape) {
    return switch (shape) {
      case Scalar scalar -> scalar(scalar);
      case EnumShape enumeration -> enumeration(enumeration);
      case RecordShape record -> record(record);
      case SealedShape union ->
          Schema.createUnion(union.cases().stream().map(this::record).toList());
      case ListShape(Shape element) -> Schema.createArray(schema(element));
      case SetShape(Shape element) -> Schema.createArray(schema(element));
      case MapShape(Shape value) -> Schema.createMap(schema(value));
    };
  }

  public static Schema scalar(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case INT -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case FLOAT -> Schema.create(Schema.Type.FLOAT);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case STRING -> Schema.create(Schema.Type.STRING);
      case BYTES -> Schema.create(Schema.Type.BYTES);
      case UNIQUE_ID -> logical(Schema.Type.STRING, "uuid");
      case INSTANT -> logical(Schema.Type.LONG, "timestamp-micros");
      case DATE -> logical(Schema.Type.INT, "date");
      case DURATION -> logical(Schema.Type.LONG, "duration-nanos");
      case DECIMAL -> logical(Schema.Type.BYTES, "big-decimal");
      case INTEGER -> logical(Schema.Type.BYTES, "big-integer");
    };
  }

  private static Schema logical(Schema.Type type, String logicalType) {
    Schema schema = Schema.create(type);
    schema.addProp(LOGICAL_TYPE, logicalType);
    return schema;
  }

  private Schema enumeration(EnumShape shape) {
    Schema known = named.get(shape.type());
    if (known != null) {
      return known;
    }
    String name = shape.type().getSimpleName();
    Schema created = Schema.createEnum(name, null, namespace(shape.type()), shape.symbols());
    return remember(shape.type(), created);
  }

  private Schema record(RecordShape shape) {
    Schema known = named.get(shape.type());
    if (known != null) {
      return known;
    }
    Schema created =
        remember(
            shape.type(), Schema.createRecord(nameOf(shape), null, namespace(shape.type()), false));
    if (!shape.name().equals(recordName(created))) {
      created.addProp(NAME, shape.name());
    }
    Exemptions.copy(shape.type(), created);
    Evolves evolves = shape.type().getAnnotation(Evolves.class);
    if (evolves != null) {
      created.addProp(Compatibility.PROPERTY, evolves.value().name());
    }
    RecordComponent[] components = shape.type().getRecordComponents();
    List<Schema.Field> fields = new ArrayList<>();
    for (int index = 0; index < components.length; index++) {
      Schema.Field field = field(shape.fields().get(index));
      Exemptions.copy(components[index], field);
      fields.add(field);
    }
    created.setFields(fields);
    return created;
  }

  private Schema.Field field(Field field) {
    Schema schema = schema(field.shape());
    if (field.required()) {
      return new Schema.Field(field.name(), schema);
    }
    List<Schema> branches = new ArrayList<>();
    branches.add(Schema.create(Schema.Type.NULL));
    branches.addAll(schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema));
    return new Schema.Field(
        field.name(), Schema.createUnion(branches), null, Schema.Field.NULL_DEFAULT_VALUE);
  }

  /** The name of {@code record} in JSON, in kebab case if its own name allows that. */
  public static String recordName(Schema record) {
    String given = record.getProp(NAME);
    return given == null ? Names.ofRecord(record.getName()) : given;
  }

  /** The kebab-case name in Avro's alphabet: {@code item-added} is {@code ItemAdded}. */
  static String nameOf(RecordShape shape) {
    StringBuilder name = new StringBuilder();
    for (String word : shape.name().split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }

  private static String namespace(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return enclosing == null ? type.getPackageName() : enclosing.getName().replace('$', '.');
  }

  private Schema remember(Class<?> type, Schema schema) {
    Class<?> earlier = names.putIfAbsent(schema.getFullName(), type);
    if (earlier != null) {
      throw new InvalidModuleException(
          "%s has the same schema name %s as %s; rename one of them"
              .formatted(type.getTypeName(), schema.getFullName(), earlier.getTypeName()));
    }
    named.put(type, schema);
    return schema;
  }
}
