package io.sillok.client.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.json.Json;

/**
 * What a projection is declared to be.
 *
 * @param json streams, windows, how long they wait, and aggregates, as {@code PUT
 *     /v1/projections/NAME} takes it
 */
public record ProjectionDeclaration(JsonNode json) {

  /**
   * @throws IllegalArgumentException if {@code json} is not JSON
   */
  public static ProjectionDeclaration of(String json) {
    try {
      return new ProjectionDeclaration(Json.read(json));
    } catch (UnexpectedAnswerException malformed) {
      throw new IllegalArgumentException(
          "The declaration of a projection is not JSON: " + malformed.getCause(), malformed);
    }
  }
}
