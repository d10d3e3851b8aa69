package io.sillok.protocol.schema.shape;

import io.sillok.protocol.schema.InvalidModuleException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

/** Access to a record's constructor and components, public or not, without reflection per call. */
record Handles(Class<?> type, Lookup lookup) {

  static Handles of(Class<?> type) {
    try {
      return new Handles(type, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    } catch (IllegalAccessException denied) {
      throw inaccessible(type);
    }
  }

  /** Takes an {@code Object[]}, returns an {@code Object}. */
  MethodHandle constructor() {
    Class<?>[] components =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return lookup
          .findConstructor(type, MethodType.methodType(void.class, components))
          .asSpreader(Object[].class, components.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException denied) {
      throw inaccessible(type);
    }
  }

  /** Takes and returns an {@code Object}. */
  MethodHandle accessor(RecordComponent component) {
    try {
      return lookup
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException denied) {
      throw inaccessible(type);
    }
  }

  private static InvalidModuleException inaccessible(Class<?> type) {
    return new InvalidModuleException(
        "%s is not accessible; open its package %s to Sillok in module-info.java"
            .formatted(Names.of(type), type.getPackageName()));
  }
}
