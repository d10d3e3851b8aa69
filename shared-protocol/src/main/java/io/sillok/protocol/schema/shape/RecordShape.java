package io.sillok.protocol.schema.shape;

import io.sillok.protocol.schema.CodecException;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record and its components. Two are equal only if they are the same. */
public final class RecordShape implements Shape {

  private final Class<?> type;
  private final String name;
  private final MethodHandle constructor;
  private List<Field> fields = List.of();

  RecordShape(Class<?> type, String name, MethodHandle constructor) {
    this.type = type;
    this.name = name;
    this.constructor = constructor;
  }

  /** Set once, after the shape itself is known, because records may contain themselves. */
  void complete(List<Field> components) {
    fields = List.copyOf(components);
  }

  public Class<?> type() {
    return type;
  }

  /** In kebab case: the record's own name, or its {@code @JsonTypeName}. */
  public String name() {
    return name;
  }

  /** In declaration order. */
  public List<Field> fields() {
    return fields;
  }

  /** The index of the field {@code fieldName}, or -1. */
  public int indexOf(String fieldName) {
    for (int index = 0; index < fields.size(); index++) {
      if (fields.get(index).name().equals(fieldName)) {
        return index;
      }
    }
    return -1;
  }

  /**
   * Calls the canonical constructor.
   *
   * @param values one a field, null where there is none; the array is used up
   * @throws RuntimeException whatever the constructor throws
   */
  public Object construct(@Nullable Object[] values) {
    for (int index = 0; index < values.length; index++) {
      values[index] = fields.get(index).wrap(values[index]);
    }
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new CodecException(Names.of(type) + " cannot be constructed: " + thrown, thrown);
    }
  }

  @Override
  public String toString() {
    return Names.of(type);
  }
}
