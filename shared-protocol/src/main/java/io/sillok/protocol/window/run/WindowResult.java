package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import java.util.Comparator;
import java.util.List;

/**
 * What a window of a key holds.
 *
 * @param version of the results of this window and key, from 1
 * @param due when the watermark was to tell it, in microseconds since 1970
 * @param count of the events
 * @param values of the aggregates, in the order of their definition; none where {@code kind} is
 *     {@code RETRACT}
 */
public record WindowResult(
    String key,
    Window window,
    int version,
    ResultKind kind,
    long due,
    long count,
    List<Object> values) {

  /** As results are emitted: by due, end, start, key and version. */
  public static final Comparator<WindowResult> ORDER =
      Comparator.comparingLong(WindowResult::due)
          .thenComparing(WindowResult::window)
          .thenComparing(WindowResult::key)
          .thenComparingInt(WindowResult::version)
          .thenComparing(result -> result.kind() != ResultKind.RETRACT);

  public WindowResult {
    values = List.copyOf(values);
  }
}
