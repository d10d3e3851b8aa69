package io.sillok.node.gateway.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.window.InputsDroppedException;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.util.Objects;

/** The problems of projections. */
public final class ProjectionProblems {

  private ProjectionProblems() {}

  static Problem unknown(String name) {
    return Problem.of(
        404,
        "unknown-projection",
        "There is no such projection",
        "There is no projection %s; GET /v1/projections lists what there is"
            .formatted(Problems.shown(name)));
  }

  static Problem ofModule(String name) {
    return Problem.of(
        409,
        "projection-of-module",
        "The projection is of a module",
        "Projection %s runs as long as a module that has it is loaded; take it out there"
            .formatted(Problems.shown(name)));
  }

  static Problem superseded(ProjectionVersion earlier, ProjectionVersion serves, String stream) {
    return Problem.of(
        410,
        "projection-superseded",
        "Another version of the projection serves",
        "The position is one of version %d of projection %s, but version %d serves; its events are in stream %s, so read them without a position, or from=start for those that were told again"
            .formatted(earlier.number(), serves.projection(), serves.number(), stream));
  }

  static Problem refused(ProjectionDeclaring.Refused refused) {
    int status =
        switch (refused.code()) {
          case "invalid-name" -> 400;
          case "projection-of-module", "stream-differs", "schema-incompatible" -> 409;
          default -> 422;
        };
    return Problem.of(
            status,
            refused.code(),
            "The projection cannot be declared like this",
            refused.message())
        .withErrors(
            refused.faults().stream()
                .map(fault -> new FieldError(fault.code(), fault.pointer(), fault.message()))
                .toList());
  }

  /** The body as it was sent. */
  static JsonNode tree(byte[] body) {
    try {
      return DeclaredCodec.readTree(body);
    } catch (JsonMismatchException malformed) {
      throw Problem.of(
              400,
              "malformed-json",
              "The body is not JSON",
              "The body must be a JSON object that declares a projection: "
                  + malformed.mismatches().getFirst().message())
          .asRefusal();
    }
  }

  /** What cannot be made anew. */
  public static Problem inputsDropped(InputsDroppedException dropped) {
    return Problem.of(
        409,
        "inputs-dropped",
        "Events that the results follow from were dropped",
        Objects.requireNonNullElse(dropped.getMessage(), "They are not there any more"));
  }

  /** What a projection cannot do now. */
  public static Problem unavailable(ProjectionUnavailableException projection) {
    return Problems.unavailable(
        "projection-stalled",
        "The projection cannot answer at present",
        Objects.requireNonNullElse(projection.getMessage(), "It gave no reason"));
  }
}
