package io.sillok.client.projection;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.json.Data;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a window of a key adds up to.
 *
 * @param start of the window, and in it; empty if it begins with all times
 * @param end of the window, and behind it; empty if it ends with all times
 * @param version of the results of this window and key, from 1; a higher one takes the place of a
 *     lower one. 0 of a preview
 * @param count of the events in it
 * @param values what they add up to; a JSON null where there is a failure, or a result is taken
 *     back
 * @param failure why there is no right answer, such as a sum above what its type holds
 */
public record WindowResult(
    String key,
    Optional<Instant> start,
    Optional<Instant> end,
    int version,
    ResultKind kind,
    long count,
    Data values,
    Optional<String> failure) {

  /**
   * The result that an event of {@link Projection#results} tells.
   *
   * @throws io.sillok.client.failure.UnexpectedAnswerException if it tells none
   */
  public static WindowResult of(StreamEvent event) {
    return of(new JsonObject(event.data().json()), event.data().member("values"));
  }

  static WindowResult of(JsonObject result, Json json) {
    return of(result, json.data(result.any("values")));
  }

  private static WindowResult of(JsonObject result, Data values) {
    return new WindowResult(
        result.text("key"),
        result.optionalInstant("start"),
        result.optionalInstant("end"),
        Math.toIntExact(result.number("version")),
        ResultKind.of(result.text("kind")),
        result.number("count"),
        values,
        result.optionalText("failure"));
  }

  /** Whether nothing changes it any more. */
  public boolean isFinal() {
    return kind == ResultKind.FINAL;
  }

  /**
   * The values as one of the application's records.
   *
   * @throws io.sillok.client.json.UnreadableDataException if they are no {@code type}, or there are
   *     none
   */
  public <T> T as(Class<T> type) {
    return values.as(type);
  }
}
