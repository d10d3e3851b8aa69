package io.sillok.protocol.schema.shape;

import io.sillok.protocol.schema.InvalidModuleException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The records behind a sealed interface. */
final class Permitted {

  private Permitted() {}

  static List<Class<?>> recordsOf(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(type, found);
    Set<String> names = new HashSet<>();
    for (Class<?> record : found) {
      if (!names.add(Names.ofRecord(record))) {
        throw new InvalidModuleException(
            "%s has the name '%s', as has another record of %s; rename one by @JsonTypeName"
                .formatted(Names.of(record), Names.ofRecord(record), Names.of(type)));
      }
    }
    return List.copyOf(found);
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    if (type.isRecord()) {
      found.add(type);
      return;
    }
    if (!type.isInterface() || !type.isSealed()) {
      throw new InvalidModuleException(
          "%s is neither a record nor a sealed interface of records; make it one of them"
              .formatted(Names.of(type)));
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      collect(permitted, found);
    }
  }
}
