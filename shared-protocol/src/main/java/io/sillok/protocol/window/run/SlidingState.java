package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Lateness.Verdict;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
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

/**
 * A window for each time at which a key has an event that is not too late for it. One that is has
 * no window of its own, but is in those of later events that still take it.
 */
final class SlidingState<E> implements WindowState<E> {

  private final WindowSpec.Sliding spec;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<E> summaries;
  private final long size;

  /** What is kept of each key, by event time. */
  private final Map<String, TreeMap<Long, PaneContent>> keys = new HashMap<>();

  /** The results to come: for each due the ends of windows, with their keys. */
  private final TreeMap<Long, TreeMap<Long, NavigableSet<String>>> dues = new TreeMap<>();

  SlidingState(WindowSpec.Sliding spec, WindowTimes times, Emit emit, Summaries<E> summaries) {
    this.spec = spec;
    this.times = times;
    this.emit = emit;
    this.summaries = summaries;
    size = EventTimes.micros(spec.size());
  }

  @Override
  public List<Window> add(String key, E event, Occurrence at, long clock) {
    Window own = spec.at(at.time());
    boolean tooLate = times.verdict(clock, own.end()) == Verdict.TOO_LATE;
    if (clock < times.last(own.end() + size)) {
      Summary summary =
          keys.computeIfAbsent(key, none -> new TreeMap<>())
              .computeIfAbsent(at.time(), none -> new PaneContent())
              .of(clock < own.end() ? Placement.IN_TIME : clock, summaries::zero);
      summaries.add(summary, event, at);
    }
    if (!tooLate) {
      schedule(emit == Emit.FINAL ? times.last(own.end()) : times.due(clock, own.end()), own, key);
    }
    return tooLate ? List.of(own) : List.of();
  }

  private void schedule(long due, Window window, String key) {
    dues.computeIfAbsent(due, none -> new TreeMap<>())
        .computeIfAbsent(window.end(), none -> new TreeSet<>())
        .add(key);
  }

  @Override
  public List<WindowResult> advance(long watermark) {
    List<WindowResult> results = new ArrayList<>();
    while (!dues.isEmpty() && dues.firstKey() <= watermark) {
      var due = dues.pollFirstEntry();
      due.getValue()
          .forEach((end, withResults) ->
              withResults.forEach(key -> fire(key, spec.at(end - 1), due.getKey(), results)));
    }
    keys.values()
        .removeIf(contents -> {
          contents.keySet().removeIf(time -> times.last(time + 1 + size) <= watermark);
          return contents.isEmpty();
        });
    return results;
  }

  private void fire(String key, Window window, long due, List<WindowResult> results) {
    ResultKind kind = times.kind(due, window.end());
    TreeMap<Long, PaneContent> contents = keys.getOrDefault(key, new TreeMap<>());
    var within = contents.subMap(window.start(), window.end()).values();
    int version = emit == Emit.FINAL ? 1 : version(contents, window, due, kind);
    if (version > 0) {
      Summary summary = summaries.zero();
      within.forEach(
          content -> content.before(due).forEach(part -> summaries.merge(summary, part)));
      results.add(summaries.result(key, window, version, kind, due, summary));
    }
    if (kind != ResultKind.FINAL) {
      schedule(times.next(due, window.end()), window, key);
    }
  }

  /** Which of its results the one due at {@code due} is; 0 if there is none. */
  private int version(
      NavigableMap<Long, PaneContent> contents, Window window, long due, ResultKind kind) {
    PaneContent own = contents.get(window.end() - 1);
    if (own == null) {
      return 0;
    }
    long first = Long.MAX_VALUE;
    for (long since : own.since()) {
      first = Math.min(first, dueOf(since, window.end()));
    }
    NavigableSet<Long> told = new TreeSet<>();
    for (PaneContent content : contents.subMap(window.start(), window.end()).values()) {
      for (long since : content.since()) {
        told.add(Math.max(first, dueOf(since, window.end())));
      }
    }
    if (kind == ResultKind.FINAL) {
      told.add(due);
    }
    return told.contains(due) ? told.headSet(due, true).size() : 0;
  }

  private long dueOf(long since, long end) {
    return since == Placement.IN_TIME ? end : times.due(since, end);
  }
}
