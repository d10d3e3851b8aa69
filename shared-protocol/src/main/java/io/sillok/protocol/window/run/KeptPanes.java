package io.sillok.protocol.window.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The panes that a state has in its rows, and those of them that have changed since. */
final class KeptPanes {

  private static final char KIND = 'p';

  private final Summaries<?> summaries;

  /** Empty where one was dropped. */
  private final Map<Name, Optional<PaneContent>> changes = new LinkedHashMap<>();

  KeptPanes(Summaries<?> summaries) {
    this.summaries = summaries;
  }

  private record Name(long pane, String key) {}

  void changed(long pane, String key, PaneContent content) {
    changes.put(new Name(pane, key), Optional.of(content));
  }

  void dropped(long pane, String key) {
    changes.put(new Name(pane, key), Optional.empty());
  }

  List<StateRow> rows() {
    List<StateRow> rows = new ArrayList<>(changes.size());
    changes.forEach((name, content) ->
        rows.add(
            new StateRow(
                RowIds.of(KIND, name.pane(), name.key()), content.map(this::bytes).orElse(null))));
    changes.clear();
    return rows;
  }

  private byte[] bytes(PaneContent content) {
    return RowContent.write(content, (pane, out) -> pane.write(summaries, out));
  }

  /** Takes a pane that was kept. */
  @FunctionalInterface
  interface Taker {
    void take(long pane, String key, PaneContent content);
  }

  void read(Iterable<StateRow> rows, Taker taker) {
    for (StateRow row : rows) {
      byte[] content = row.content();
      if (content != null) {
        taker.take(
            RowIds.number(row.id()),
            RowIds.key(row.id()),
            RowContent.read(content, in -> PaneContent.read(summaries, in)));
      }
    }
  }
}
