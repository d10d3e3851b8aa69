package io.sillok.client.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.json.JsonObject;

/**
 * A projection as a node has taken it.
 *
 * @param version from 1; another than before if the declaration is
 * @param declaration with what was left out
 * @param streams of this version
 */
public record DeclaredProjection(
    String name, int version, JsonNode declaration, ProjectionStreams streams) {

  static DeclaredProjection of(JsonObject declared) {
    return new DeclaredProjection(
        declared.text("name"),
        Math.toIntExact(declared.number("version")),
        declared.any("declaration"),
        ProjectionStreams.of(declared.object("streams")));
  }
}
