package io.sillok.node.stream.filter.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads values of one type from JSON. */
@FunctionalInterface
public interface ValueReader {

  /**
   * @param node neither null nor JSON's null
   * @param absences takes note of what the value's own fields lack, once they are asked for
   * @throws IllegalArgumentException if the JSON is not of the type
   */
  Object read(JsonNode node, Absences absences);
}
