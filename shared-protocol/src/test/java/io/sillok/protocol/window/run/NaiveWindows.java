package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What windows should tell, straight from the definitions: the whole logs at once, each window by
 * itself, nothing kept. Values are the sorted numbers of the events.
 */
final class NaiveWindows {

  /** An event or, without a key, an advance. */
  record Entry(int partition, long offset, long time, String key, long number) {

    boolean isEvent() {
      return !key.isEmpty();
    }
  }

  /** An event with its clock. */
  record Clocked(Entry entry, long clock) {}

  /** An event and a window that it is too late for. */
  record Late(long number, Window window) {}

  private final WindowSpec spec;
  private final long disorder;
  private final long allowed;
  private final long refinement;
  private final Emit emit;
  private final List<Clocked> events = new ArrayList<>();
  private final long watermark;

  NaiveWindows(WindowSpec spec, Lateness lateness, Emit emit, List<List<Entry>> logs) {
    this.spec = spec;
    this.emit = emit;
    disorder = EventTimes.micros(lateness.outOfOrderness());
    allowed = EventTimes.micros(lateness.allowed());
    refinement = lateness.refinement().map(EventTimes::micros).orElse(Math.max(1, allowed));
    long least = Long.MAX_VALUE;
    for (List<Entry> log : logs) {
      long largest = Long.MIN_VALUE;
      for (Entry entry : log) {
        largest = Math.max(largest, entry.time());
        if (entry.isEvent()) {
          events.add(new Clocked(entry, largest - disorder));
        }
      }
      least = Math.min(least, largest == Long.MIN_VALUE ? largest : largest - disorder);
    }
    watermark = least;
  }

  /** All results that are due, and in order. */
  List<WindowResult> results() {
    List<WindowResult> results = new ArrayList<>();
    Map<String, List<Clocked>> keys = new TreeMap<>();
    events.forEach(
        event -> keys.computeIfAbsent(event.entry().key(), none -> new ArrayList<>()).add(event));
    keys.forEach((key, ofKey) -> {
      if (spec instanceof WindowSpec.Session session) {
        new NaiveSessions(session, disorder, allowed, refinement, emit, watermark, key, ofKey)
            .addTo(results);
      } else {
        for (Window window : windows(ofKey)) {
          addResults(key, window, ofKey, results);
        }
      }
    });
    results.sort(WindowResult.ORDER);
    return results;
  }

  private Set<Window> windows(List<Clocked> ofKey) {
    Set<Window> windows = new TreeSet<>();
    ofKey.forEach(event -> windows.addAll(windows(event)));
    return windows;
  }

  private Set<Window> windows(Clocked event) {
    long time = event.entry().time();
    Set<Window> windows = new TreeSet<>();
    switch (spec) {
      case WindowSpec.Tumbling tumbling -> {
        long size = EventTimes.micros(tumbling.size());
        long start = Math.floorDiv(time, size) * size;
        windows.add(new Window(start, start + size));
      }
      case WindowSpec.Hopping hopping -> {
        long size = EventTimes.micros(hopping.size());
        long slide = EventTimes.micros(hopping.slide());
        for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
          windows.add(new Window(start, start + size));
        }
      }
      case WindowSpec.Cumulative cumulative -> {
        long size = EventTimes.micros(cumulative.size());
        long step = EventTimes.micros(cumulative.step());
        long start = Math.floorDiv(time, size) * size;
        for (long end = start + step; end <= start + size; end += step) {
          if (end > time) {
            windows.add(new Window(start, end));
          }
        }
      }
      case WindowSpec.Sliding sliding -> windows.add(sliding.at(time));
      case WindowSpec.Session session -> windows.add(session.at(time));
      case WindowSpec.Global global -> windows.add(Window.ALL);
    }
    return windows;
  }

  private void addResults(
      String key, Window window, List<Clocked> ofKey, List<WindowResult> results) {
    int version = 0;
    Set<Long> before = new HashSet<>();
    for (long due = window.end();
        due <= watermark;
        due = Math.min(due + refinement, window.end() + allowed)) {
      boolean last = due == window.end() + allowed;
      List<Long> content = content(window, due, ofKey);
      boolean there = exists(window, due, ofKey);
      boolean changed = there && !before.equals(Set.copyOf(content));
      if (there && (last || (changed && emit == Emit.UPDATES))) {
        version++;
        ResultKind kind =
            last ? ResultKind.FINAL : due == window.end() ? ResultKind.ON_TIME : ResultKind.LATE;
        results.add(
            new WindowResult(key, window, version, kind, due, content.size(), List.of(content)));
        before = Set.copyOf(content);
      }
      if (last) {
        return;
      }
    }
  }

  private static List<Long> content(Window window, long due, List<Clocked> ofKey) {
    return ofKey.stream()
        .filter(event -> window.contains(event.entry().time()) && event.clock() < due)
        .map(event -> event.entry().number())
        .sorted()
        .toList();
  }

  private boolean exists(Window window, long due, List<Clocked> ofKey) {
    return ofKey.stream().anyMatch(event -> event.clock() < due && windows(event).contains(window));
  }

  /** Each event with each window that it is too late for. */
  Set<Late> late() {
    Set<Late> late = new HashSet<>();
    for (Clocked event : events) {
      for (Window window : windows(event)) {
        if (event.clock() >= window.end() + allowed) {
          late.add(new Late(event.entry().number(), window));
        }
      }
    }
    return late;
  }

  /** In the order in which sessions take events in. */
  static final Comparator<Clocked> ORDER =
      Comparator.comparingLong(Clocked::clock)
          .thenComparingInt(event -> event.entry().partition())
          .thenComparingLong(event -> event.entry().offset());
}
