package io.sillok.node.gateway.projection;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.window.ProjectionUnavailableException;
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

  /** What a projection cannot do now. */
  public static Problem unavailable(ProjectionUnavailableException projection) {
    return Problems.unavailable(
        "projection-stalled",
        "The projection cannot answer at present",
        Objects.requireNonNullElse(projection.getMessage(), "It gave no reason"));
  }
}
