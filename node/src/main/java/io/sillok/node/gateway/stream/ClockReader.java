package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how event time of a stream goes on without events: {@code {"live": {"delay": "PT5S",
 * "mostAhead": "PT1H"}}}.
 */
final class ClockReader {

  private static final String CLOCK = "/clock";
  private static final String LIVE = CLOCK + "/live";

  private final List<FieldError> errors;

  /**
   * @param errors gets what is wrong
   */
  ClockReader(List<FieldError> errors) {
    this.errors = errors;
  }

  /** Nothing if {@code clock} is not there, or is wrong. */
  Optional<LiveClock> read(@Nullable JsonNode clock) {
    if (clock == null || clock.isNull() || !isObject(clock, CLOCK, Set.of("live"))) {
      return Optional.empty();
    }
    JsonNode live = clock.get("live");
    if (live == null || live.isNull()) {
      wrong("missing-field", LIVE, "must be there: an object with the delay; or leave clock out");
      return Optional.empty();
    }
    if (!isObject(live, LIVE, Set.of("delay", "mostAhead"))) {
      return Optional.empty();
    }
    Optional<Duration> delay = duration(live, "delay");
    Optional<Duration> mostAhead = duration(live, "mostAhead");
    if (!live.has("delay")) {
      wrong("missing-field", LIVE + "/delay", "must be there: a duration, such as PT5S");
    }
    return delay.map(behind -> new LiveClock(behind, mostAhead.orElse(LiveClock.MOST_AHEAD)));
  }

  private boolean isObject(JsonNode json, String pointer, Set<String> fields) {
    if (!json.isObject()) {
      wrong("wrong-type", pointer, "must be an object");
      return false;
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        wrong(
            "unknown-field",
            pointer + "/" + name,
            "is not known; known are " + String.join(", ", fields.stream().sorted().toList()));
      }
    }
    return true;
  }

  private Optional<Duration> duration(JsonNode live, String field) {
    JsonNode value = live.get(field);
    if (value == null) {
      return Optional.empty();
    }
    try {
      Duration duration = Duration.parse(value.asText());
      if (value.isTextual() && LiveClock.isFit(duration)) {
        return Optional.of(duration);
      }
    } catch (DateTimeParseException invalid) {
      // told below, like any other value that is no such duration
    }
    wrong(
        "out-of-range",
        LIVE + "/" + field,
        "must be a duration from PT0S to %s, such as PT5S, but is '%s'"
            .formatted(LiveClock.LONGEST, value.asText()));
    return Optional.empty();
  }

  private void wrong(String code, String pointer, String message) {
    errors.add(new FieldError(code, pointer, message));
  }
}
