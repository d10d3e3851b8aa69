package io.sillok.client.append;

import io.sillok.client.append.AppendResult.Appended;
import io.sillok.client.append.AppendResult.Failed;
import io.sillok.client.append.AppendResult.Refused;
import io.sillok.client.event.Position;
import io.sillok.client.failure.FieldError;
import io.sillok.client.failure.Problem;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the appending of some events has come: which of them go into the next request, and what
 * the answers mean for each. Sends nothing itself. Not thread-safe.
 *
 * <p>Requests follow one another, and an event goes on being sent until it is appended or refused,
 * so events of a partition come into its log in the order in which they were given.
 */
final class AppendProgress {

  /** A pointer into a batch, which begins with the place of the event. */
  private static final Pattern POINTER = Pattern.compile("/([0-9]{1,9})(/.*)?");

  private final List<byte[]> events;
  private final List<Optional<AppendResult>> results;
  private final List<Position> positions = new ArrayList<>();
  private final int mostBytes;
  private int mostEvents;

  /**
   * @param events as they are sent
   * @param mostBytes of a request, unless a single event has more
   * @param mostEvents of a request
   */
  AppendProgress(List<byte[]> events, int mostBytes, int mostEvents) {
    this.events = events;
    this.mostBytes = mostBytes;
    this.mostEvents = mostEvents;
    this.results = new ArrayList<>();
    events.forEach(event -> results.add(Optional.empty()));
  }

  /**
   * The places of the events that the next request carries; none if there is nothing left to do.
   */
  List<Integer> next() {
    List<Integer> batch = new ArrayList<>();
    long bytes = 2;
    for (int index = 0; index < events.size() && batch.size() < mostEvents; index++) {
      if (results.get(index).isEmpty()) {
        bytes += events.get(index).length + 1;
        if (bytes > mostBytes && !batch.isEmpty()) {
          return batch;
        }
        batch.add(index);
      }
    }
    return batch;
  }

  /**
   * Takes the answer to a batch.
   *
   * @return whether it went on; if not, sending the same again should wait
   */
  boolean answered(List<Integer> batch, JsonObject answer) {
    List<JsonObject> each = answer.list("results", result -> result);
    if (each.size() != batch.size()) {
      throw new UnexpectedAnswerException(
          "%d events were sent, but %d results came".formatted(batch.size(), each.size()), null);
    }
    answer.optionalText("position").map(Position::new).ifPresent(positions::add);
    boolean settled = false;
    boolean failed = false;
    for (int index = 0; index < batch.size(); index++) {
      Optional<AppendResult> result = result(each.get(index));
      failed |= each.get(index).text("status").equals("failed");
      settled |= result.isPresent();
      results.set(batch.get(index), result);
    }
    return settled && !failed;
  }

  /**
   * Takes the refusal of a batch of which nothing was appended. What is not wrong goes into the
   * next batch.
   */
  void refused(List<Integer> batch, Problem problem) {
    Map<Integer, List<FieldError>> errors = new LinkedHashMap<>();
    for (FieldError error : problem.errors()) {
      Matcher pointer = POINTER.matcher(error.pointer());
      if (pointer.matches() && Integer.parseInt(pointer.group(1)) < batch.size()) {
        String inEvent = pointer.group(2) == null ? "" : pointer.group(2);
        errors
            .computeIfAbsent(
                batch.get(Integer.parseInt(pointer.group(1))), none -> new ArrayList<>())
            .add(new FieldError(error.code(), inEvent, error.message()));
      }
    }
    if (errors.isEmpty()) {
      throw ProblemException.of(problem);
    }
    errors.forEach((index, wrong) ->
        results.set(
            index,
            Optional.of(new Refused(wrong.getFirst().code(), wrong.getFirst().message(), wrong))));
  }

  /** Takes the refusal of a batch as too large: sends less at once from now on. */
  void tooLarge(List<Integer> batch, Problem problem) {
    if (batch.size() == 1) {
      results.set(
          batch.getFirst(),
          Optional.of(new Refused("event-too-large", problem.detail(), problem.errors())));
    } else {
      mostEvents = batch.size() / 2;
    }
  }

  /** Gives up what was not settled yet. */
  void giveUp(List<Integer> batch, String code, String message) {
    for (int index = 0; index < results.size(); index++) {
      if (results.get(index).isEmpty()) {
        results.set(
            index,
            Optional.of(
                batch.contains(index)
                    ? new Failed(code, message)
                    : new Failed("not-sent", "An earlier event failed: " + message)));
      }
    }
  }

  /** What became of each; only when there is nothing left to send. */
  AppendResults results() {
    return new AppendResults(results.stream().map(Optional::orElseThrow).toList(), positions);
  }

  /** Empty for what is to be sent again: failed, or withheld because of another. */
  private static Optional<AppendResult> result(JsonObject result) {
    return switch (result.text("status")) {
      case "appended" -> Optional.of(appended(result, false));
      case "duplicate" -> Optional.of(appended(result, true));
      case "refused" ->
          Optional.of(
              new Refused(
                  result.text("code"),
                  result.optionalText("message").orElse(""),
                  Problem.errors(result.any("errors")).stream()
                      .map(AppendProgress::inEvent)
                      .toList()));
      case "withheld", "failed" -> Optional.empty();
      default -> throw new UnexpectedAnswerException("Unknown result " + result.json(), null);
    };
  }

  /**
   * The same with a pointer into the event instead of the batch, which the caller does not know.
   */
  private static FieldError inEvent(FieldError error) {
    Matcher pointer = POINTER.matcher(error.pointer());
    return pointer.matches()
        ? new FieldError(
            error.code(), Optional.ofNullable(pointer.group(2)).orElse(""), error.message())
        : error;
  }

  private static Appended appended(JsonObject result, boolean duplicate) {
    return new Appended(
        duplicate,
        Math.toIntExact(result.number("partition")),
        result.number("offset"),
        result.optionalText("key"));
  }
}
