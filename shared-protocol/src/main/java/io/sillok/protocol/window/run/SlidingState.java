package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A window for each time at which a key has an event that is not too late for it. One that is has
 * no window of its own, but is in those of later events that still take it.
 */
final class SlidingState implements WindowState {

  /** So often in the time of a window what is over is dropped. */
  private static final int DROPS = 8;

  private final WindowSpec.Sliding spec;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<?> summaries;
  private final KeptPanes kept;
  private final long size;

  /** What is kept of each key, by event time. */
  private final Map<String, TreeMap<Long, PaneContent>> keys = new HashMap<>();

  /** The results to come: for each due the ends of windows, with their keys. */
  private final TreeMap<Long, TreeMap<Long, NavigableSet<String>>> dues = new TreeMap<>();

  private long watermark = Window.BEGINNING;
  private long nextDrop = Window.BEGINNING;

  SlidingState(SlidingPlacement placement, Windowing windowing, Summaries<?> summaries) {
    spec = placement.spec();
    times = windowing.times();
    emit = windowing.emit();
    this.summaries = summaries;
    kept = new KeptPanes(summaries);
    size = EventTimes.micros(spec.size());
  }

  @Override
  public void add(int partition, Contribution contribution) {
    long time = contribution.place();
    String key = contribution.key();
    PaneContent content =
        keys.computeIfAbsent(key, none -> new TreeMap<>())
            .computeIfAbsent(time, none -> new PaneContent());
    content.add(contribution.since(), contribution.summary(), summaries);
    kept.changed(time, key, content);
    schedule(contribution.since(), spec.at(time), key);
  }

  /** The next result that holds what came at {@code since}, if there is one. */
  private void schedule(long since, Window own, String key) {
    long last = times.last(own.end());
    if (since == Placed.IN_TIME || since < last) {
      long due = emit == Emit.FINAL ? last : dueOf(since, own.end());
      while (due <= watermark && due < last) {
        due = times.next(due, own.end());
      }
      if (due > watermark) {
        schedule(due, own.end(), key);
      }
    }
  }

  private void schedule(long due, long end, String key) {
    dues.computeIfAbsent(due, none -> new TreeMap<>())
        .computeIfAbsent(end, none -> new TreeSet<>())
        .add(key);
  }

  @Override
  public List<WindowResult> advance(long next) {
    List<WindowResult> results = new ArrayList<>();
    while (!dues.isEmpty() && dues.firstKey() <= next) {
      var due = dues.pollFirstEntry();
      due.getValue()
          .forEach((end, withResults) ->
              withResults.forEach(key -> fire(key, spec.at(end - 1), due.getKey(), results)));
    }
    watermark = next;
    if (next >= nextDrop) {
      drop();
      nextDrop = next == Window.NEVER ? next : next + size / DROPS;
    }
    return results;
  }

  /** Nothing depends on when that is. */
  private void drop() {
    keys.entrySet()
        .removeIf(entry -> {
          entry
              .getValue()
              .keySet()
              .removeIf(time -> {
                boolean over = times.last(time + 1 + size) <= watermark;
                if (over) {
                  kept.dropped(time, entry.getKey());
                }
                return over;
              });
          return entry.getValue().isEmpty();
        });
  }

  @Override
  public List<WindowResult> preview(Optional<String> key, int limit) {
    List<WindowResult> previews = new ArrayList<>();
    keys.forEach((each, contents) -> {
      if (key.filter(one -> !one.equals(each)).isEmpty()) {
        contents.forEach((time, content) -> {
          Window own = spec.at(time);
          long last = times.last(own.end());
          boolean hasOwn = content.since().stream().anyMatch(since -> since < last);
          if (last > watermark && hasOwn) {
            previews.add(summaries.preview(each, own, within(contents, own, last)));
          }
        });
      }
    });
    previews.sort(WindowResult.ORDER);
    return previews.stream().limit(limit).toList();
  }

  private Summary within(NavigableMap<Long, PaneContent> contents, Window window, long due) {
    Summary summary = summaries.zero();
    contents
        .subMap(window.start(), window.end())
        .values()
        .forEach(content -> content.before(due).forEach(part -> summaries.merge(summary, part)));
    return summary;
  }

  @Override
  public int parts() {
    return keys.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public List<StateRow> changes() {
    return kept.rows();
  }

  @Override
  public void restore(long watermark, Iterable<StateRow> rows) {
    this.watermark = watermark;
    kept.read(
        rows,
        (time, key, content) -> {
          keys.computeIfAbsent(key, none -> new TreeMap<>()).put(time, content);
          content.since().forEach(since -> schedule(since, spec.at(time), key));
        });
  }

  private void fire(String key, Window window, long due, List<WindowResult> results) {
    ResultKind kind = times.kind(due, window.end());
    TreeMap<Long, PaneContent> contents = keys.getOrDefault(key, new TreeMap<>());
    int version = emit == Emit.FINAL ? 1 : version(contents, window, due, kind);
    if (version > 0) {
      results.add(summaries.result(key, window, version, kind, due, within(contents, window, due)));
    }
    if (kind != ResultKind.FINAL) {
      schedule(times.next(due, window.end()), window.end(), key);
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
    return since == Placed.IN_TIME ? end : times.due(since, end);
  }
}
