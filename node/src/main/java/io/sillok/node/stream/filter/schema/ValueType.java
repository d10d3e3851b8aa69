package io.sillok.node.stream.filter.schema;

import dev.cel.common.types.CelType;

/**
 * What a field, an element or a value of a map can be.
 *
 * @param rule for literals that are compared with it, or with its elements
 * @param optional whether it may hold nothing, which not every type of CEL tells
 */
public record ValueType(CelType type, ValueReader reader, TextRule rule, boolean optional) {

  ValueType(CelType type, ValueReader reader) {
    this(type, reader, TextRule.NONE);
  }

  ValueType(CelType type, ValueReader reader, TextRule rule) {
    this(type, reader, rule, false);
  }
}
