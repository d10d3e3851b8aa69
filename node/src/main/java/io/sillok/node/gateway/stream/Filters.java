package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.InvalidFilterException;
import io.sillok.node.stream.filter.OutdatedFilterException;
import io.sillok.persistence.Cause;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Filters of requests, and the problems with them. */
public final class Filters {

  private Filters() {}

  /** The filter that {@code expression} is; a refusal if it is none for the stream. */
  static EventFilter compile(String expression, StreamDefinition stream) {
    try {
      return EventFilter.compile(expression, stream.schema());
    } catch (InvalidFilterException invalid) {
      throw invalid(invalid, stream).asRefusal();
    }
  }

  /** The same of the field {@code filter} of a body. */
  static void check(String expression, StreamDefinition stream) {
    try {
      EventFilter.compile(expression, stream.schema());
    } catch (InvalidFilterException invalid) {
      String why = String.valueOf(invalid.getMessage());
      throw invalid(invalid, stream)
          .withErrors(List.of(new FieldError("invalid-filter", "/filter", why)))
          .asRefusal();
    }
  }

  static Problem invalid(InvalidFilterException invalid, StreamDefinition stream) {
    return Problem.of(
        400,
        "invalid-filter",
        "The filter is not one for this stream",
        "The filter must be a condition in CEL on the fields of stream %s: %s"
            .formatted(stream.name(), invalid.getMessage()));
  }

  /** The same, but an event for which a filter has no answer is a refusal. */
  static <T> CompletionStage<T> refusing(CompletionStage<T> read) {
    return read.exceptionallyCompose(failure -> {
      Throwable cause = Cause.of(failure);
      return CompletableFuture.failedFuture(
          cause instanceof FilterFailureException undecided
              ? failed(undecided).asRefusal()
              : failure);
    });
  }

  /** A filter that the stream's definition has grown away from, of a reader that lasts. */
  public static Problem outdated(OutdatedFilterException outdated) {
    return Problem.of(
        409,
        "filter-outdated",
        "The filter does not fit the stream's present definition",
        "%s. Ask with another filter; a consumer is given one, and keeps its position, with PUT /v1/streams/%s/consumers/NAME and {\"filter\": …, \"replaceFilter\": true}"
            .formatted(outdated.getMessage(), outdated.stream()));
  }

  static Problem failed(FilterFailureException undecided) {
    return Problem.of(
        422,
        "filter-failed",
        "The filter has no answer for an event",
        String.valueOf(undecided.getMessage()));
  }
}
