package io.sillok.node.gateway.processor;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.protocol.schema.JsonMismatchException;
import java.util.List;
import java.util.stream.IntStream;

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

  static Problem invalidBody(List<FieldError> errors) {
    return invalidBody(errors.getFirst().placed()).withErrors(errors);
  }

  static Problem unknownParked(String processor, List<Place> places) {
    List<FieldError> errors =
        IntStream.range(0, places.size())
            .mapToObj(index ->
                new FieldError(
                    "unknown-parked-event",
                    "/items/" + index,
                    "partition %d, offset %d"
                        .formatted(places.get(index).partition(), places.get(index).offset())))
            .toList();
    return Problem.of(
            404,
            "unknown-parked-event",
            "There is no such parked event",
            "Nothing was done, for processor %s has no parked event at %s; GET …/parked lists what there is"
                .formatted(processor, errors.getFirst().message()))
        .withErrors(errors);
  }

  /** What a processor cannot do now. */
  public static Problem unavailable(ProcessorUnavailableException processor) {
    return switch (processor.code()) {
      case "timeout" -> Problems.timeout();
      case CrowdedException.CODE -> Problems.partitionMoving(processor.reason());
      default ->
          Problems.unavailable(processor.code(), "The processor cannot go on", processor.reason());
    };
  }
}
