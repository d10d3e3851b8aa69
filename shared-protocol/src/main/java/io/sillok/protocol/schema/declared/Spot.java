package io.sillok.protocol.schema.declared;

import java.util.stream.Stream;

/**
 * A place in a schema's document, which is not yet known to be a schema.
 *
 * @param pointer by RFC 6901
 * @param namespace of the names there; empty for none
 * @param depth how many values are around it
 */
record Spot(String pointer, String namespace, int depth) {

  Spot at(String member) {
    return new Spot(pointer + "/" + member, namespace, depth + 1);
  }

  /** The same within another namespace. */
  Spot in(String space) {
    return new Spot(pointer, space, depth);
  }

  /** The name with its namespace. */
  String full(String name) {
    return name.contains(".") || namespace.isEmpty() ? name : namespace + "." + name;
  }

  /**
   * @param values for the format
   */
  void require(boolean right, String otherwise, Object... values) {
    if (!right) {
      throw new InvalidSchemaException(
          pointer, otherwise.formatted(Stream.of(values).map(Place::abbreviated).toArray()));
    }
  }
}
