package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.OutdatedFilterException;
import java.util.Optional;

/** A problem that turns up when the status of the answer is sent already. */
final class LateProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final String stream;

  private LateProblem(Problem problem, String stream, Throwable cause) {
    super(cause);
    this.problem = problem;
    this.stream = stream;
  }

  /** What {@code failure} is to the client; nothing if it breaks the connection off. */
  static Optional<LateProblem> of(Throwable failure) {
    return switch (failure) {
      case FilterFailureException undecided ->
          late(Filters.failed(undecided), undecided.stream(), undecided);
      case OutdatedFilterException outdated ->
          late(Filters.outdated(outdated), outdated.stream(), outdated);
      case UnreadableEventException unreadable ->
          late(StreamProblems.unreadable(unreadable), unreadable.stream(), unreadable);
      default -> Optional.empty();
    };
  }

  private static Optional<LateProblem> late(Problem problem, String stream, Throwable cause) {
    return Optional.of(new LateProblem(problem, stream, cause));
  }

  /** As JSON: {@code {"problem": …}}. */
  byte[] bytes() {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeFieldName("problem");
          problem.write(json, "/v1/streams/%s/events".formatted(stream));
          json.writeEndObject();
        };
    return body.bytes();
  }
}
