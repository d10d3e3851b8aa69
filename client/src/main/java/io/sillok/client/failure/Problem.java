package io.sillok.client.failure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node answered instead of what it was asked for, as RFC 9457 has it.
 *
 * @param status the HTTP status, from 400 to 599
 * @param code stable and for programs, in kebab case; {@code http-502} and the like if something
 *     other than a node answered
 * @param type a URI that names the kind of problem; empty if none was given
 * @param title the same for every problem of the kind
 * @param detail for people: what was wrong, with the values, and what to do
 * @param errors each single thing that was wrong with the body that was sent; may be empty
 * @param members all of the problem, for members that only some kinds have
 * @param retryAfter for how long the node asks to be left alone, if it said so
 */
public record Problem(
    int status,
    String code,
    String type,
    String title,
    String detail,
    List<FieldError> errors,
    JsonNode members,
    Optional<Duration> retryAfter) {

  private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);

  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * Reads a problem.
   *
   * @param body what was answered; anything but a JSON object tells nothing
   */
  public static Problem of(int status, JsonNode body, Optional<Duration> retryAfter) {
    String title = body.path("title").asText("The answer has status " + status);
    return new Problem(
        status,
        body.path("code").asText("http-" + status),
        body.path("type").asText(""),
        title,
        body.path("detail").asText(title),
        errors(body.path("errors")),
        body,
        retryAfter);
  }

  /** The errors that a list of them in JSON tells. */
  public static List<FieldError> errors(JsonNode list) {
    List<FieldError> errors = new ArrayList<>();
    for (JsonNode error : list) {
      errors.add(
          new FieldError(
              error.path("code").asText(""),
              error.path("pointer").asText(""),
              error.path("message").asText("")));
    }
    return errors;
  }

  /** Whether the same request may succeed later without any change. */
  public boolean passing() {
    return PASSING.contains(status);
  }
}
