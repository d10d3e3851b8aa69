package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.NaiveWindows.Clocked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sessions of one key, event by event and due by due. */
final class NaiveSessions {

  private final WindowSpec.Session spec;
  private final long gap;
  private final long allowed;
  private final long refinement;
  private final Emit emit;
  private final long watermark;
  private final String key;
  private final List<Clocked> events;
  private List<Told> present = new ArrayList<>();

  /** A session with the events it has, what it has told, and what it is to take back. */
  private record Told(
      Window window, TreeSet<Long> numbers, int version, long due, List<WindowResult> back) {}

  NaiveSessions(
      WindowSpec.Session spec,
      long disorder,
      long allowed,
      long refinement,
      Emit emit,
      long watermark,
      String key,
      List<Clocked> events) {
    this.spec = spec;
    gap = EventTimes.micros(spec.gap());
    this.allowed = allowed;
    this.refinement = refinement;
    this.emit = emit;
    this.watermark = watermark;
    this.key = key;
    this.events = events;
  }

  void addTo(List<WindowResult> results) {
    for (Clocked event : events.stream().sorted(NaiveWindows.ORDER).toList()) {
      if (event.clock() < watermark && event.entry().time() + gap + allowed > event.clock()) {
        tell(event.clock(), results);
        take(event);
      }
    }
    tell(watermark, results);
  }

  private void take(Clocked event) {
    Window window = spec.at(event.entry().time());
    TreeSet<Long> numbers = new TreeSet<>(List.of(event.entry().number()));
    List<Told> others = new ArrayList<>();
    List<WindowResult> back = new ArrayList<>();
    List<Told> joining = new ArrayList<>();
    for (Told session : present.stream().sorted(Comparator.comparing(Told::window)).toList()) {
      if (session.window.overlaps(window) && !isTooLong(window.span(session.window))) {
        joining.add(session);
        window = window.span(session.window);
        numbers.addAll(session.numbers);
      } else {
        others.add(session);
      }
    }
    int version = 0;
    for (Told session : joining) {
      back.addAll(session.back);
      if (session.window.equals(window)) {
        version = session.version;
      } else if (session.version > 0) {
        back.add(
            new WindowResult(
                key,
                session.window,
                session.version,
                ResultKind.RETRACT,
                0,
                session.numbers.size(),
                List.of()));
      }
    }
    others.add(new Told(window, numbers, version, due(event.clock(), window.end()), back));
    present = others;
  }

  private boolean isTooLong(Window window) {
    return spec.longest()
        .filter(most -> window.end() - window.start() > EventTimes.micros(most))
        .isPresent();
  }

  private long due(long clock, long end) {
    if (emit == Emit.FINAL) {
      return end + allowed + gap;
    }
    long due = end;
    while (due <= clock) {
      due = Math.min(due + refinement, end + allowed);
    }
    return due;
  }

  private void tell(long until, List<WindowResult> results) {
    while (true) {
      Told next = null;
      for (Told session : present) {
        if (session.due <= until && (next == null || session.due < next.due)) {
          next = session;
        }
      }
      if (next == null) {
        return;
      }
      tell(next, results);
    }
  }

  private void tell(Told session, List<WindowResult> results) {
    long over = session.window.end() + allowed + gap;
    ResultKind kind =
        session.due == over
            ? ResultKind.FINAL
            : session.due == session.window.end() ? ResultKind.ON_TIME : ResultKind.LATE;
    session.back.forEach(told ->
        results.add(
            new WindowResult(
                key,
                told.window(),
                told.version(),
                ResultKind.RETRACT,
                session.due,
                told.count(),
                List.of())));
    results.add(
        new WindowResult(
            key,
            session.window,
            session.version + 1,
            kind,
            session.due,
            session.numbers.size(),
            List.of(List.copyOf(session.numbers))));
    Stream<Told> rest = present.stream().filter(other -> !other.equals(session));
    Stream<Told> again =
        kind == ResultKind.FINAL
            ? Stream.empty()
            : Stream.of(
                new Told(session.window, session.numbers, session.version + 1, over, List.of()));
    present = new ArrayList<>(Stream.concat(rest, again).toList());
  }
}
