package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Windows with the same boundaries for all keys: what is kept of events is kept by pane. */
final class AlignedState implements WindowState {

  private final AlignedPlacement placement;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<?> summaries;
  private final KeptPanes kept;
  private final NavigableMap<Long, Map<String, PaneContent>> panes = new TreeMap<>();

  /** The dues to come, with the panes behind the windows whose they are. */
  private final NavigableMap<Long, NavigableSet<Long>> dues = new TreeMap<>();

  private long watermark = Window.BEGINNING;

  AlignedState(AlignedPlacement placement, Windowing windowing, Summaries<?> summaries) {
    this.placement = placement;
    times = windowing.times();
    emit = windowing.emit();
    this.summaries = summaries;
    kept = new KeptPanes(summaries);
  }

  @Override
  public void add(int partition, Contribution contribution) {
    long pane = contribution.place();
    String key = contribution.key();
    PaneContent content =
        panes.computeIfAbsent(pane, this::open).computeIfAbsent(key, none -> new PaneContent());
    content.add(contribution.since(), contribution.summary(), summaries);
    kept.changed(pane, key, content);
  }

  /** The windows of a new pane have results to come. */
  private Map<String, PaneContent> open(long pane) {
    long last = placement.panes().lastEnd(pane);
    for (long end = placement.firstEnd(pane);
        end <= last;
        end = placement.panes().nextEnd(end + 1)) {
      long due = placement.panes().start(end);
      if (emit == Emit.FINAL) {
        due = times.last(due);
      }
      while (due <= watermark && due < times.last(placement.panes().start(end))) {
        due = times.next(due, placement.panes().start(end));
      }
      if (due > watermark) {
        dues.computeIfAbsent(due, none -> new TreeSet<>()).add(end);
      }
    }
    return new HashMap<>();
  }

  @Override
  public List<WindowResult> advance(long next) {
    List<WindowResult> results = new ArrayList<>();
    while (!dues.isEmpty() && dues.firstKey() <= next) {
      Map.Entry<Long, NavigableSet<Long>> due = dues.pollFirstEntry();
      due.getValue().forEach(end -> fire(end, due.getKey(), results));
    }
    watermark = next;
    while (!panes.isEmpty() && placement.isOver(panes.firstKey(), next)) {
      Map.Entry<Long, Map<String, PaneContent>> over = panes.pollFirstEntry();
      over.getValue().keySet().forEach(key -> kept.dropped(over.getKey(), key));
    }
    return results;
  }

  @Override
  public List<WindowResult> preview(Optional<String> key, int limit) {
    List<WindowResult> previews = new ArrayList<>();
    for (long end : open()) {
      Window window = placement.panes().endingAt(end);
      keysOf(end)
          .forEach((each, merged) -> {
            if (previews.size() < limit && key.filter(one -> !one.equals(each)).isEmpty()) {
              Summary summary = merged.before(times.last(window.end()));
              if (summary.count() > 0) {
                previews.add(summaries.preview(each, window, summary));
              }
            }
          });
    }
    return previews;
  }

  /** The panes behind windows that have results to come. */
  private NavigableSet<Long> open() {
    NavigableSet<Long> open = new TreeSet<>();
    for (long pane : panes.keySet()) {
      long last = placement.panes().lastEnd(pane);
      for (long end = placement.firstEnd(pane);
          end <= last;
          end = placement.panes().nextEnd(end + 1)) {
        if (times.last(placement.panes().start(end)) > watermark) {
          open.add(end);
        }
      }
    }
    return open;
  }

  @Override
  public int parts() {
    return panes.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public List<StateRow> changes() {
    return kept.rows();
  }

  @Override
  public void restore(long watermark, Iterable<StateRow> rows) {
    this.watermark = watermark;
    kept.read(
        rows, (pane, key, content) -> panes.computeIfAbsent(pane, this::open).put(key, content));
  }

  private void fire(long pane, long due, List<WindowResult> results) {
    Window window = placement.panes().endingAt(pane);
    ResultKind kind = times.kind(due, window.end());
    keysOf(pane)
        .forEach((key, merged) -> {
          int version = emit == Emit.FINAL ? 1 : merged.version(window.end(), due, kind);
          if (version > 0) {
            Summary summary = merged.before(due);
            if (summary.count() > 0) {
              results.add(summaries.result(key, window, version, kind, due, summary));
            }
          }
        });
    if (kind != ResultKind.FINAL) {
      long next = times.next(due, window.end());
      dues.computeIfAbsent(next, none -> new TreeSet<>()).add(pane);
    }
  }

  /** What the window that ends where {@code pane} begins has of each key. */
  private SortedMap<String, Merged> keysOf(long pane) {
    SortedMap<String, Merged> keys = new TreeMap<>();
    panes
        .subMap(placement.panes().first(pane), pane)
        .values()
        .forEach(contents ->
            contents.forEach((key, content) ->
                keys.computeIfAbsent(key, none -> new Merged()).contents.add(content)));
    return keys;
  }

  /** The contents of a key in the panes of a window. */
  private final class Merged {

    private final List<PaneContent> contents = new ArrayList<>();

    Summary before(long due) {
      Summary summary = summaries.zero();
      contents.forEach(
          content -> content.before(due).forEach(part -> summaries.merge(summary, part)));
      return summary;
    }

    /** Which of its results the one due at {@code due} is; 0 if there is none. */
    int version(long end, long due, ResultKind kind) {
      NavigableSet<Long> told = new TreeSet<>();
      contents.forEach(content -> content.since().forEach(since -> told.add(dueOf(since, end))));
      if (kind == ResultKind.FINAL) {
        told.add(due);
      }
      return told.contains(due) ? told.headSet(due, true).size() : 0;
    }

    private long dueOf(long since, long end) {
      return since == Placed.IN_TIME ? end : times.due(since, end);
    }
  }
}
