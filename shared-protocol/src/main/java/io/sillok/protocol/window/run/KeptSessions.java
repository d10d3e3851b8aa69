package io.sillok.protocol.window.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a state of sessions has in its rows, and what of it has changed since. */
final class KeptSessions {

  private static final char SESSION = 's';
  private static final char WAITING = 'w';

  private final Summaries<?> summaries;

  /** Empty where there is none any more. */
  private final Map<SessionName, Optional<Session>> sessions = new LinkedHashMap<>();

  private final Map<WaitingName, Optional<Waiting>> waiting = new LinkedHashMap<>();

  KeptSessions(Summaries<?> summaries) {
    this.summaries = summaries;
  }

  /** Two sessions of a key never begin together. */
  private record SessionName(long start, String key) {
    static SessionName of(Session session) {
      return new SessionName(session.window.start(), session.key);
    }
  }

  private record WaitingName(int partition, long offset, String key) {
    static WaitingName of(Waiting waiting) {
      return new WaitingName(
          waiting.partition(), waiting.contribution().offset(), waiting.contribution().key());
    }

    String row() {
      return RowIds.of(WAITING, offset, "%d %s".formatted(partition, key));
    }
  }

  void changed(Session session) {
    sessions.put(SessionName.of(session), Optional.of(session));
  }

  void gone(Session session) {
    sessions.put(SessionName.of(session), Optional.empty());
  }

  void changed(Waiting event) {
    waiting.put(WaitingName.of(event), Optional.of(event));
  }

  void gone(Waiting event) {
    waiting.put(WaitingName.of(event), Optional.empty());
  }

  List<StateRow> rows() {
    List<StateRow> rows = new ArrayList<>();
    sessions.forEach((name, session) ->
        rows.add(
            new StateRow(
                RowIds.of(SESSION, name.start(), name.key()),
                session.map(this::bytes).orElse(null))));
    waiting.forEach(
        (name, event) -> rows.add(new StateRow(name.row(), event.map(this::bytes).orElse(null))));
    sessions.clear();
    waiting.clear();
    return rows;
  }

  private byte[] bytes(Session session) {
    return RowContent.write(session, (value, out) -> value.write(summaries, out));
  }

  private byte[] bytes(Waiting event) {
    return RowContent.write(
        event,
        (value, out) -> {
          out.writeInt(value.partition());
          value.contribution().write(summaries, out);
        });
  }

  void read(Iterable<StateRow> rows, Consumer<Waiting> events, Consumer<Session> taker) {
    for (StateRow row : rows) {
      byte[] content = row.content();
      if (content != null && RowIds.kind(row.id()) == SESSION) {
        String key = RowIds.key(row.id());
        taker.accept(RowContent.read(content, in -> Session.read(key, summaries, in)));
      } else if (content != null) {
        events.accept(
            RowContent.read(
                content, in -> new Waiting(in.readInt(), Contribution.read(summaries, in))));
      }
    }
  }
}
