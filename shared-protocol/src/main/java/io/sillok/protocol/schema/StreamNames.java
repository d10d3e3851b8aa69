package io.sillok.protocol.schema;

import io.sillok.protocol.schema.shape.Names;

/** The names that streams can have. */
final class StreamNames {

  private static final int LONGEST = 60;

  private StreamNames() {}

  /** Whether {@code name} can be of one that is declared, or of an entity type's event. */
  static boolean isStream(String name) {
    String[] parts = name.split("\\.", -1);
    return parts.length == 1
        ? Names.isKebab(name) && name.length() <= LONGEST
        : parts.length == 2 && Names.isKebab(parts[0]) && Names.isKebab(parts[1]);
  }

  /** What is wrong with reading one named {@code name}, which none can be. */
  static String refusal(String name) {
    return "reads '%s', a name that no stream can have; name a stream like page-viewed, or an entity type's like cart.checked-out"
        .formatted(name);
  }
}
