package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.time.StreamTimeUnavailableException;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.protocol.schema.JsonMismatchException;
import java.util.List;
import java.util.function.Function;

/** The problems of streams. */
public final class StreamProblems {

  private StreamProblems() {}

  static Problem unknownStream(String name, List<String> known) {
    return Problem.of(
        404,
        "unknown-stream",
        "There is no such stream",
        "There is no stream %s; there are: %s. Declare one with PUT /v1/streams/NAME"
            .formatted(Problems.shown(name), known.isEmpty() ? "none" : String.join(", ", known)));
  }

  static Problem invalidPosition(String where, String stream, String text, String why) {
    return Problem.of(
        400,
        "invalid-position",
        "The position is not one of this stream",
        "%s must be start, end, a time such as 2026-01-31T12:00:00Z, or a position that stream %s gave, but '%s' %s"
            .formatted(where, stream, Problems.shown(text), why));
  }

  /** An event that the definition which its stream has now does not read. */
  public static Problem unreadable(UnreadableEventException unreadable) {
    return Problem.of(
        409,
        "event-unreadable",
        "An event cannot be read by the stream's present definition",
        "%s. Give stream %s a definition that reads all of its versions (GET /v1/schemas/%s lists them), for example with a default; or read on from behind the event"
            .formatted(unreadable.getMessage(), unreadable.stream(), unreadable.stream()));
  }

  static Problem ofEntityType(String stream) {
    return Problem.of(
        409,
        "stream-of-entity-type",
        "The stream is what an entity type records",
        "Stream %s takes the events of entities: send a command instead".formatted(stream));
  }

  /** Refuses to change what projections alone write. */
  static void requireNotOfProjection(String stream) {
    if (ProjectionVersion.isStream(stream)) {
      throw Problem.of(
              409,
              "stream-of-projection",
              "The stream is of a projection",
              "Stream %s is written by its projection alone; streams of your own have names that do not begin with %s"
                  .formatted(Problems.shown(stream), ProjectionVersion.PREFIX))
          .asRefusal();
    }
  }

  static Problem timeOfEntityType(String stream) {
    return Problem.of(
        409,
        "stream-of-entity-type",
        "The stream is what an entity type records",
        "Event time of stream %s goes on with the commands to its entities: send one, or wait for a partition that is silent to follow the others"
            .formatted(stream));
  }

  static Problem invalidTime(List<FieldError> errors) {
    return Problem.of(
            422, "invalid-time", "Event time cannot move on to this", errors.getFirst().placed())
        .withErrors(errors);
  }

  public static Problem timeUnavailable(StreamTimeUnavailableException failure) {
    String detail =
        failure.getMessage() + ". Some partitions may have moved on: send the same again";
    return failure.code().equals("saturated")
        ? saturated(detail)
        : Problems.unavailable(failure.code(), "Event time cannot move on at present", detail);
  }

  static Problem ofModule(String stream) {
    return Problem.of(
        409,
        "stream-of-module",
        "The stream is declared by a module",
        "Stream %s is declared by a module that is loaded, which may emit to it: take it out of the module, start the nodes again, and retire it then"
            .formatted(stream));
  }

  static Problem retired(String stream) {
    return Problem.of(
        410,
        "stream-retired",
        "The stream was retired",
        "Stream %s takes no more events and has no new readers of its own; what it has can be read. PUT /v1/streams/%s with its declaration brings it back"
            .formatted(stream, stream));
  }

  static Problem malformedJson(String why) {
    return Problem.of(
        400,
        "malformed-json",
        "The body is not JSON",
        "The body must be JSON: " + Problems.shown(why));
  }

  static Problem invalidDeclaration(List<FieldError> errors) {
    return Problem.of(
            422,
            "invalid-declaration",
            "The stream cannot be declared like this",
            "%s %s"
                .formatted(
                    errors.getFirst().pointer().isEmpty()
                        ? "The declaration"
                        : errors.getFirst().pointer(),
                    errors.getFirst().message()))
        .withErrors(errors);
  }

  static Problem invalidCloudEvents(List<FieldError> errors) {
    return Problem.of(
            422,
            "invalid-cloudevent",
            "An attribute of a CloudEvent is not valid",
            "Nothing was appended: " + errors.getFirst().placed())
        .withErrors(errors);
  }

  static Problem eventsRefused(List<FieldError> errors) {
    return Problem.of(
            422,
            "events-refused",
            "The events are not as their stream defines them",
            "Nothing was appended: " + errors.getFirst().placed())
        .withErrors(errors);
  }

  static Problem batchTooLarge(String message) {
    return Problem.of(
        413,
        Appended.BATCH_TOO_LARGE,
        "The request has too much for one partition",
        "Nothing was appended: " + message);
  }

  static Problem saturated(String message) {
    return Problems.saturated(message);
  }

  static Problem unavailable(Result.Failed failed) {
    return Problems.unavailable(
        failed.code(),
        "The events cannot be appended at present",
        failed.message() + ". They may stand or not: append them again with the same ids");
  }

  /**
   * @param what has the name, such as a consumer
   */
  static Problem invalidName(String what, String name, int longest) {
    return Problem.of(
        400,
        "invalid-name",
        "The name is not valid",
        "The name of a %s is in kebab case, such as daily-mail, with 1 to %d characters, but is '%s'"
            .formatted(what, longest, Problems.shown(name)));
  }

  static Problem invalidBody(JsonMismatchException mismatch) {
    return invalid(
        mismatch,
        errors ->
            Problem.of(
                    422,
                    "invalid-body",
                    "The body is not what is taken here",
                    errors.getFirst().message())
                .withErrors(errors));
  }

  /**
   * @param otherwise the problem of a body that is JSON
   */
  static Problem invalid(
      JsonMismatchException mismatch, Function<List<FieldError>, Problem> otherwise) {
    List<FieldError> errors =
        mismatch.mismatches().stream()
            .map(each -> new FieldError(each.code(), each.pointer(), each.message()))
            .toList();
    return errors.stream().anyMatch(error -> error.code().equals("malformed-json"))
        ? malformedJson(errors.getFirst().message())
        : otherwise.apply(errors);
  }
}
