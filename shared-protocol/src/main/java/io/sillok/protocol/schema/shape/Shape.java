package io.sillok.protocol.schema.shape;

import java.util.List;

/** What a type means to the codecs. */
public sealed interface Shape permits Scalar, RecordShape, Shape.Composite {

  /** A shape that is built of others. */
  sealed interface Composite extends Shape {}

  /**
   * @param symbols in declaration order, each a plain ASCII name
   */
  record EnumShape(Class<?> type, List<String> symbols, List<Enum<?>> constants)
      implements Composite {}

  /**
   * One of several records.
   *
   * @param cases in declaration order, nested sealed interfaces flattened; names are unique
   */
  record SealedShape(Class<?> type, List<RecordShape> cases) implements Composite {}

  /** A list in its own order. */
  record ListShape(Shape element) implements Composite {}

  /** A set in its own order; a hash set in the order of its encoded elements. */
  record SetShape(Shape element) implements Composite {}

  /** A map from strings in its own order; a hash map in the order of its keys. */
  record MapShape(Shape value) implements Composite {}
}
