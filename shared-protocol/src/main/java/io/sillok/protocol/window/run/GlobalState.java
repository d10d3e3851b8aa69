package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One window for everything, which ends when the stream is sealed. */
final class GlobalState<E> implements WindowState<E> {

  private final Summaries<E> summaries;
  private final Map<String, Summary> keys = new TreeMap<>();

  GlobalState(Summaries<E> summaries) {
    this.summaries = summaries;
  }

  @Override
  public List<Window> add(String key, E event, Occurrence at, long clock) {
    if (clock == Window.NEVER) {
      return List.of(Window.ALL);
    }
    summaries.add(keys.computeIfAbsent(key, none -> summaries.zero()), event, at);
    return List.of();
  }

  @Override
  public List<WindowResult> advance(long watermark) {
    List<WindowResult> results = new ArrayList<>();
    if (watermark == Window.NEVER) {
      keys.forEach((key, summary) ->
          results.add(
              summaries.result(key, Window.ALL, 1, ResultKind.FINAL, Window.NEVER, summary)));
      keys.clear();
    }
    return results;
  }
}
