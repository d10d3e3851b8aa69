package io.sillok.node.stream.filter;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;

/** What an expression is for. */
enum Purpose {
  CONDITION(ImmutableSet.of(CelKind.BOOL), "bool", "a condition such as data.amount > 5"),
  KEY(
      ImmutableSet.of(CelKind.STRING, CelKind.INT, CelKind.BOOL),
      "string, int or bool",
      "what events are about, such as data.customerId"),
  VALUE(
      ImmutableSet.of(
          CelKind.STRING,
          CelKind.INT,
          CelKind.UINT,
          CelKind.DOUBLE,
          CelKind.BOOL,
          CelKind.TIMESTAMP,
          CelKind.DURATION,
          CelKind.LIST,
          CelKind.STRUCT,
          CelKind.DYN),
      "text, number, boolean, time, duration, list or record",
      "a value such as data.key");

  private final ImmutableSet<CelKind> kinds;
  private final String results;
  private final String example;

  Purpose(ImmutableSet<CelKind> kinds, String results, String example) {
    this.kinds = kinds;
    this.results = results;
    this.example = example;
  }

  boolean isServedBy(CelType result) {
    return kinds.contains(result.kind());
  }

  /** The types that the expression may be of, in words. */
  String results() {
    return results;
  }

  String example() {
    return example;
  }
}
