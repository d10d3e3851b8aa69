package io.sillok.protocol.schema.shape;

import io.sillok.protocol.schema.InvalidModuleException;
import io.sillok.protocol.schema.shape.Field.Presence;
import io.sillok.protocol.schema.shape.Shape.EnumShape;
import io.sillok.protocol.schema.shape.Shape.ListShape;
import io.sillok.protocol.schema.shape.Shape.MapShape;
import io.sillok.protocol.schema.shape.Shape.SealedShape;
import io.sillok.protocol.schema.shape.Shape.SetShape;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/** Reads shapes from types, and says of a type that has none why, and what to do. */
public final class Shapes {

  private static final Set<Class<?>> SETS = Set.of(Set.class, SequencedSet.class);
  private static final Set<Class<?>> MAPS = Set.of(Map.class, SequencedMap.class);

  private final Map<Class<?>, RecordShape> records = new HashMap<>();

  private Shapes() {}

  /**
   * The shape of a record, a sealed interface of records, an enum or a single value.
   *
   * @throws InvalidModuleException naming the class, the member and why
   */
  public static Shape of(Class<?> type) {
    return new Shapes().ofClass(type, Names.of(type));
  }

  /**
   * The records of {@code type} by their names: all that it permits, or itself.
   *
   * @throws InvalidModuleException if it is neither a record nor a sealed interface of records
   */
  public static List<Class<?>> recordsOf(Class<?> type) {
    return Permitted.recordsOf(type);
  }

  private Shape of(Type type, String where) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain, where);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return ofGeneric(raw, generic.getActualTypeArguments(), where);
    }
    throw new InvalidModuleException(
        "%s has the type %s, which is not known before run time; declare the exact type"
            .formatted(where, type.getTypeName()));
  }

  private Shape ofClass(Class<?> type, String where) {
    Optional<Scalar> scalar = Scalar.of(type);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    if (type.isEnum()) {
      return ofEnum(type);
    }
    if (type.isRecord()) {
      return ofRecord(type);
    }
    if (type.isInterface() && type.isSealed()) {
      return ofSealed(type);
    }
    if (type == List.class
        || type == Optional.class
        || SETS.contains(type)
        || MAPS.contains(type)) {
      throw new InvalidModuleException(
          "%s is a raw %s; give it type arguments".formatted(where, type.getSimpleName()));
    }
    throw unsupported(type, where);
  }

  private Shape ofGeneric(Class<?> raw, Type[] arguments, String where) {
    if (raw == List.class) {
      return new ListShape(element(arguments[0], where));
    }
    if (SETS.contains(raw)) {
      return new SetShape(element(arguments[0], where));
    }
    if (MAPS.contains(raw)) {
      if (arguments[0] != String.class) {
        throw new InvalidModuleException(
            "%s is a map with keys of type %s; use String keys"
                .formatted(where, arguments[0].getTypeName()));
      }
      return new MapShape(element(arguments[1], where));
    }
    if (raw == Optional.class) {
      throw new InvalidModuleException(
          "%s is an Optional inside another type; only a record's component may be Optional"
              .formatted(where));
    }
    if (raw.isRecord()) {
      throw generic(raw);
    }
    throw unsupported(raw, where);
  }

  private Shape element(Type type, String where) {
    Shape element = of(type, where + "[]");
    if (type instanceof Class<?> record && record.isRecord() && isEmpty(record)) {
      throw new InvalidModuleException(
          "%s collects %s, which has no components; keep how many there are in an int"
              .formatted(where, Names.of(record)));
    }
    return element;
  }

  private static boolean isEmpty(Class<?> record) {
    return Stream.of(record.getRecordComponents())
        .map(RecordComponent::getType)
        .allMatch(type -> type.isRecord() && isEmpty(type));
  }

  private static Shape ofEnum(Class<?> type) {
    List<Enum<?>> constants = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      constants.add((Enum<?>) constant);
    }
    if (constants.isEmpty()) {
      throw new InvalidModuleException(Names.of(type) + " has no constants; give it one");
    }
    List<String> symbols = constants.stream().<String>map(Enum::name).toList();
    for (String symbol : symbols) {
      requirePlain(symbol, Names.of(type) + "." + symbol);
    }
    return new EnumShape(type, symbols, List.copyOf(constants));
  }

  private Shape ofSealed(Class<?> type) {
    List<RecordShape> cases = new ArrayList<>();
    for (Class<?> record : recordsOf(type)) {
      RecordShape shape = ofRecord(record);
      if (Stream.of(record.getRecordComponents()).anyMatch(c -> c.getName().equals("type"))) {
        throw new InvalidModuleException(
            "%s.type has the name that tells the records of %s apart in JSON; rename it"
                .formatted(Names.of(record), Names.of(type)));
      }
      cases.add(shape);
    }
    return new SealedShape(type, List.copyOf(cases));
  }

  private RecordShape ofRecord(Class<?> type) {
    RecordShape known = records.get(type);
    if (known != null) {
      return known;
    }
    if (type.getTypeParameters().length > 0) {
      throw generic(type);
    }
    requirePlain(type.getSimpleName(), Names.of(type));
    Handles handles = Handles.of(type);
    RecordShape shape = new RecordShape(type, Names.ofRecord(type), handles.constructor());
    records.put(type, shape);
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component, handles));
    }
    shape.complete(fields);
    return shape;
  }

  private Field field(RecordComponent component, Handles handles) {
    String where = Names.of(component.getDeclaringRecord()) + "." + component.getName();
    requirePlain(component.getName(), where);
    Type type = component.getGenericType();
    Presence presence = Presence.REQUIRED;
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      presence = Presence.OPTIONAL;
      type = generic.getActualTypeArguments()[0];
    }
    if (isNullable(component) || isNullable(component.getAnnotatedType())) {
      if (presence == Presence.OPTIONAL || component.getType().isPrimitive()) {
        throw new InvalidModuleException(
            "%s is @Nullable, but %s is never null; remove @Nullable"
                .formatted(where, component.getType().getSimpleName()));
      }
      presence = Presence.NULLABLE;
    }
    return new Field(
        component.getName(), where, of(type, where), presence, handles.accessor(component));
  }

  private static boolean isNullable(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
  }

  private static void requirePlain(String name, String where) {
    if (!Names.isPlain(name)) {
      throw new InvalidModuleException(
          where + " has a name that is not plain; use ASCII letters, digits and underscores");
    }
  }

  private static InvalidModuleException generic(Class<?> record) {
    return new InvalidModuleException(
        "%s is a generic record, so its components have no exact type; write one record for each"
            .formatted(Names.of(record)));
  }

  private static InvalidModuleException unsupported(Class<?> type, String where) {
    return new InvalidModuleException(
        "%s has the type %s, which cannot be kept exactly; %s"
            .formatted(where, type.getTypeName(), Advice.insteadOf(type)));
  }
}
