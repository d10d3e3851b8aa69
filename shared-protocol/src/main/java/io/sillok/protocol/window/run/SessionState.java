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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Sessions. What a session is depends on the order in which events join, so they wait until the
 * watermark has passed their clocks, and join in the order of clock, partition and offset; results
 * that are due at a clock come before the events with it.
 *
 * <p>An event that is admitted may join a session until the gap is over as well, so the final
 * result is due a gap behind the others'.
 */
final class SessionState<E> implements WindowState<E> {

  private final WindowSpec.Session spec;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<E> summaries;
  private final long gap;
  private final long longest;
  private final PriorityQueue<Waiting<E>> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting<E>>comparingLong(Waiting::clock)
              .thenComparingInt(waiting -> waiting.at().partition())
              .thenComparingLong(waiting -> waiting.at().offset()));
  private final Map<String, List<Session>> sessions = new HashMap<>();
  private final TreeSet<Session> dues = new TreeSet<>(Session.ORDER);

  SessionState(WindowSpec.Session spec, WindowTimes times, Emit emit, Summaries<E> summaries) {
    this.spec = spec;
    this.times = times;
    this.emit = emit;
    this.summaries = summaries;
    gap = EventTimes.micros(spec.gap());
    longest = spec.longest().map(EventTimes::micros).orElse(Long.MAX_VALUE);
  }

  private record Waiting<E>(String key, E event, Occurrence at, long clock) {}

  @Override
  public List<Window> add(String key, E event, Occurrence at, long clock) {
    Window alone = spec.at(at.time());
    if (times.verdict(clock, alone.end()) == Verdict.TOO_LATE) {
      return List.of(alone);
    }
    waiting.add(new Waiting<>(key, event, at, clock));
    return List.of();
  }

  @Override
  public List<WindowResult> advance(long watermark) {
    List<WindowResult> results = new ArrayList<>();
    for (Waiting<E> next = waiting.peek();
        next != null && next.clock() < watermark;
        next = waiting.peek()) {
      fire(next.clock(), results);
      join(next);
      waiting.poll();
    }
    fire(watermark, results);
    return results;
  }

  private void join(Waiting<E> next) {
    List<Session> ofKey = sessions.computeIfAbsent(next.key(), none -> new ArrayList<>());
    Summary summary = summaries.zero();
    summaries.add(summary, next.event(), next.at());
    Session joined = new Session(next.key(), spec.at(next.at().time()), summary);
    List<Session> absorbed = new ArrayList<>();
    for (Session session : ofKey) {
      Window span = joined.window.span(session.window);
      if (session.window.overlaps(joined.window) && span.end() - span.start() <= longest) {
        absorbed.add(session);
        joined.window = span;
      }
    }
    absorbed.forEach(session -> absorb(joined, session));
    joined.due = due(next.clock(), joined.window.end());
    ofKey.removeAll(absorbed);
    ofKey.add(joined);
    ofKey.sort(Comparator.comparing(session -> session.window));
    dues.add(joined);
  }

  private void absorb(Session joined, Session session) {
    dues.remove(session);
    summaries.merge(joined.summary, session.summary);
    joined.retracts.addAll(session.retracts);
    if (session.window.equals(joined.window)) {
      joined.version = session.version;
    } else if (session.version > 0) {
      joined.retracts.add(session.told());
    }
  }

  private long due(long clock, long end) {
    return emit == Emit.FINAL ? over(end) : times.due(clock, end);
  }

  /** When nothing can join a session any more that ends at {@code end}. */
  private long over(long end) {
    return times.last(end) + gap;
  }

  private void fire(long until, List<WindowResult> results) {
    while (!dues.isEmpty() && dues.first().due <= until) {
      Session session = dues.pollFirst();
      long over = over(session.window.end());
      boolean last = session.due >= over;
      tell(session, last, results);
      if (last) {
        List<Session> ofKey = sessions.get(session.key);
        if (ofKey != null) {
          ofKey.remove(session);
          if (ofKey.isEmpty()) {
            sessions.remove(session.key);
          }
        }
      } else {
        session.due = over;
        dues.add(session);
      }
    }
  }

  private void tell(Session session, boolean last, List<WindowResult> results) {
    for (WindowResult told : session.retracts) {
      results.add(
          new WindowResult(
              told.key(),
              told.window(),
              told.version(),
              ResultKind.RETRACT,
              session.due,
              told.count(),
              List.of()));
    }
    session.retracts.clear();
    session.version++;
    ResultKind kind =
        last
            ? ResultKind.FINAL
            : session.due == session.window.end() ? ResultKind.ON_TIME : ResultKind.LATE;
    results.add(
        summaries.result(
            session.key, session.window, session.version, kind, session.due, session.summary));
  }

  /** One of a key. */
  private static final class Session {

    private static final Comparator<Session> ORDER =
        Comparator.<Session>comparingLong(session -> session.due)
            .thenComparing(session -> session.window)
            .thenComparing(session -> session.key);

    private final String key;
    private final Summary summary;
    private final List<WindowResult> retracts = new ArrayList<>();
    private Window window;
    private int version;
    private long due;

    Session(String key, Window window, Summary summary) {
      this.key = key;
      this.window = window;
      this.summary = summary;
    }

    /** Its last result, but for the values. */
    WindowResult told() {
      return new WindowResult(
          key, window, version, ResultKind.RETRACT, due, summary.count(), List.of());
    }
  }
}
