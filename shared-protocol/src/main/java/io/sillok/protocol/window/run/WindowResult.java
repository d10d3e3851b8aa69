package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a window of a key holds.
 *
 * @param version of the results of this window and key, from 1
 * @param due when the watermark was to tell it, in microseconds since 1970
 * @param count of the events
 * @param values of the aggregates, in the order of their definition; none where {@code kind} is
 *     {@code RETRACT}, or where there is no right answer
 * @param failure why there is none, such as a sum above what its type holds
 */
public record WindowResult(
    String key,
    Window window,
    int version,
    ResultKind kind,
    long due,
    long count,
    List<Object> values,
    Optional<String> failure) {

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

  public WindowResult(
      String key,
      Window window,
      int version,
      ResultKind kind,
      long due,
      long count,
      List<Object> values) {
    this(key, window, version, kind, due, count, values, Optional.empty());
  }
}
