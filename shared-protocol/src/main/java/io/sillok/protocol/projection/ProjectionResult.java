package io.sillok.protocol.projection;

import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.run.WindowResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What a projection tells of a window of a key.
 *
 * @param start of the window; 0001-01-01T00:00Z where it has none
 * @param end behind the window; the last microsecond of the year 9999 where it has none
 * @param version of the results of this window and key, from 1
 * @param count of the events
 * @param values absent where a result is taken back, or there is no right answer
 */
public record ProjectionResult<R>(
    String key,
    Instant start,
    Instant end,
    int version,
    ResultKind kind,
    long count,
    Optional<R> values) {

  /** The same with {@code values} of type {@code record}. */
  public static <R> ProjectionResult<R> of(WindowResult result, Class<R> record) {
    return new ProjectionResult<>(
        result.key(),
        EventTimes.time(Math.max(result.window().start(), EventTimes.MIN)),
        EventTimes.time(Math.min(result.window().end(), EventTimes.MAX)),
        result.version(),
        result.kind(),
        result.count(),
        result.values().stream().findFirst().map(record::cast));
  }
}
