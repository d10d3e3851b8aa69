package io.sillok.node.gateway.processor;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.protocol.schema.JsonMismatchException;
import java.util.List;

/** The problems of processors. */
public final class ProcessorProblems {

  private ProcessorProblems() {}

  static Problem unknown(String name, List<String> known) {
    return Problem.of(
        404,
        "unknown-processor",
        "There is no such processor",
        "No loaded module has a processor %s; loaded are: %s"
            .formatted(Problems.shown(name), known.isEmpty() ? "none" : String.join(", ", known)));
  }

  static Problem invalidBody(JsonMismatchException mismatch) {
    List<FieldError> errors =
        mismatch.mismatches().stream()
            .map(each -> new FieldError(each.code(), each.pointer(), each.message()))
            .toList();
    String first = errors.getFirst().message();
    return errors.stream().anyMatch(error -> error.code().equals("malformed-json"))
        ? Problem.of(
            400, "malformed-json", "The body is not JSON", "The body must be JSON: " + first)
        : invalidBody(first).withErrors(errors);
  }

  static Problem invalidBody(String rule) {
    return Problem.of(422, "invalid-body", "The body is not what is taken here", rule);
  }

  /** What a processor cannot do now. */
  public static Problem unavailable(ProcessorUnavailableException processor) {
    return processor.code().equals("timeout")
        ? Problems.timeout()
        : Problems.unavailable(processor.code(), "The processor cannot go on", processor.reason());
  }
}
