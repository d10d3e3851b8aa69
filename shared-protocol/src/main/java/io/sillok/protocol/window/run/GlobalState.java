package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One window for everything, which ends when the stream is sealed. */
final class GlobalState implements WindowState {

  private final Summaries<?> summaries;
  private final KeptPanes kept;
  private final Map<String, PaneContent> keys = new TreeMap<>();

  GlobalState(Summaries<?> summaries) {
    this.summaries = summaries;
    kept = new KeptPanes(summaries);
  }

  @Override
  public void add(int partition, Contribution contribution) {
    String key = contribution.key();
    PaneContent content = keys.computeIfAbsent(key, none -> new PaneContent());
    content.add(Placed.IN_TIME, contribution.summary(), summaries);
    kept.changed(0, key, content);
  }

  @Override
  public List<WindowResult> advance(long watermark) {
    List<WindowResult> results = new ArrayList<>();
    if (watermark == Window.NEVER) {
      keys.forEach((key, content) -> {
        content
            .before(watermark)
            .forEach(summary ->
                results.add(
                    summaries.result(key, Window.ALL, 1, ResultKind.FINAL, watermark, summary)));
        kept.dropped(0, key);
      });
      keys.clear();
    }
    return results;
  }

  @Override
  public List<WindowResult> preview(Optional<String> key, int limit) {
    List<WindowResult> previews = new ArrayList<>();
    keys.forEach((each, content) -> {
      if (previews.size() < limit && key.filter(one -> !one.equals(each)).isEmpty()) {
        content
            .before(Window.NEVER)
            .forEach(summary -> previews.add(summaries.preview(each, Window.ALL, summary)));
      }
    });
    return previews;
  }

  @Override
  public int parts() {
    return keys.size();
  }

  @Override
  public List<StateRow> changes() {
    return kept.rows();
  }

  @Override
  public void restore(long watermark, Iterable<StateRow> rows) {
    kept.read(rows, (pane, key, content) -> keys.put(key, content));
  }
}
