package io.sillok.protocol.schema.declared.tree;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes trees of one schema as Avro. */
@FunctionalInterface
public interface TreeWriter {

  /** Writes {@code node}, or refuses it through {@code out}. */
  void write(JsonNode node, TreeOutput out);
}
