package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class SessionState implements WindowState {

  private final WindowSpec.Session spec;
  private final WindowTimes times;
  private final Emit emit;
  private final Summaries<?> summaries;
  private final long gap;
  private final long longest;
  private final KeptSessions kept;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.ORDER);
  private final Map<String, List<Session>> sessions = new HashMap<>();
  private final TreeSet<Session> dues = new TreeSet<>(Session.ORDER);

  SessionState(SessionPlacement placement, Windowing windowing, Summaries<?> summaries) {
    spec = placement.spec();
    times = windowing.times();
    emit = windowing.emit();
    this.summaries = summaries;
    kept = new KeptSessions(summaries);
    gap = EventTimes.micros(spec.gap());
    longest = spec.longest().map(EventTimes::micros).orElse(Long.MAX_VALUE);
  }

  @Override
  public void add(int partition, Contribution contribution) {
    Waiting next = new Waiting(partition, contribution);
    waiting.add(next);
    kept.changed(next);
  }

  @Override
  public List<WindowResult> advance(long watermark) {
    List<WindowResult> results = new ArrayList<>();
    for (Waiting next = waiting.peek();
        next != null && next.clock() < watermark;
        next = waiting.peek()) {
      fire(next.clock(), results);
      join(next);
      waiting.poll();
      kept.gone(next);
    }
    fire(watermark, results);
    return results;
  }

  private void join(Waiting next) {
    Contribution event = next.contribution();
    List<Session> ofKey = sessions.computeIfAbsent(event.key(), none -> new ArrayList<>());
    Session joined = new Session(event.key(), spec.at(event.place()), event.summary());
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
    kept.changed(joined);
  }

  private void absorb(Session joined, Session session) {
    dues.remove(session);
    kept.gone(session);
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
        kept.gone(session);
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
        kept.changed(session);
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

  @Override
  public List<WindowResult> preview(Optional<String> key, int limit) {
    return dues.stream()
        .filter(session -> key.filter(one -> !one.equals(session.key)).isEmpty())
        .map(session -> summaries.preview(session.key, session.window, session.summary))
        .sorted(WindowResult.ORDER)
        .limit(limit)
        .toList();
  }

  @Override
  public int parts() {
    return waiting.size() + dues.size();
  }

  @Override
  public List<StateRow> changes() {
    return kept.rows();
  }

  @Override
  public void restore(long watermark, Iterable<StateRow> rows) {
    kept.read(
        rows,
        waiting::add,
        session -> {
          List<Session> ofKey = sessions.computeIfAbsent(session.key, none -> new ArrayList<>());
          ofKey.add(session);
          ofKey.sort(Comparator.comparing(each -> each.window));
          dues.add(session);
        });
  }
}
