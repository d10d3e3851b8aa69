package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Windows with the same boundaries for all keys: what is kept of events is kept by pane. */
final class AlignedState<E> implements WindowState<E> {

  private final Placement placement;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<E> summaries;
  private final NavigableMap<Long, Map<String, PaneContent>> panes = new TreeMap<>();

  /** The dues to come, with the panes behind the windows whose they are. */
  private final NavigableMap<Long, NavigableSet<Long>> dues = new TreeMap<>();

  private long watermark = Window.BEGINNING;

  AlignedState(Placement placement, WindowTimes times, Emit emit, Summaries<E> summaries) {
    this.placement = placement;
    this.times = times;
    this.emit = emit;
    this.summaries = summaries;
  }

  @Override
  public List<Window> add(String key, E event, Occurrence at, long clock) {
    long pane = placement.pane(at.time());
    boolean inTime = placement.inTime(pane, clock);
    if (!placement.isOver(pane, clock)) {
      long since = inTime ? Placement.IN_TIME : placement.since(pane, clock);
      Summary summary =
          panes
              .computeIfAbsent(pane, this::open)
              .computeIfAbsent(key, none -> new PaneContent())
              .of(since, summaries::zero);
      summaries.add(summary, event, at);
    }
    return inTime ? List.of() : placement.tooLate(pane, clock);
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
      panes.pollFirstEntry();
    }
    return results;
  }

  private void fire(long pane, long due, List<WindowResult> results) {
    Window window = placement.panes().endingAt(pane);
    ResultKind kind = times.kind(due, window.end());
    TreeMap<String, Merged> keys = new TreeMap<>();
    panes
        .subMap(placement.panes().first(pane), pane)
        .values()
        .forEach(contents ->
            contents.forEach((key, content) ->
                keys.computeIfAbsent(key, none -> new Merged()).contents.add(content)));
    keys.forEach((key, merged) -> {
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
      return since == Placement.IN_TIME ? end : times.due(since, end);
    }
  }
}
