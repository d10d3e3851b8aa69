package io.sillok.client.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.failure.Problem;
import io.sillok.client.failure.ProblemException;
import java.util.Optional;

/**
 * What goes wrong after an answer has begun, such as a filter without an answer for an event: the
 * last that comes is an object with a problem in it.
 */
final class LateProblem {

  private static final String MEMBER = "problem";
  private static final int UNKNOWN_STATUS = 500;

  private LateProblem() {}

  /**
   * {@code node} again.
   *
   * @throws ProblemException if it is a problem
   */
  static JsonNode unlessIn(JsonNode node) {
    JsonNode problem = node.path(MEMBER);
    if (node.size() == 1 && problem.isObject()) {
      int status = problem.path("status").asInt(UNKNOWN_STATUS);
      throw ProblemException.of(Problem.of(status, problem, Optional.empty()));
    }
    return node;
  }
}
