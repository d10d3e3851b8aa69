package io.sillok.persistence.writer;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns away a stale incarnation of an entity: a write must start behind the highest sequence
 * number that was appended or is about to be. Remembers the entities written last; not thread-safe.
 */
final class EntityFence {

  private final Map<String, Last> lasts;

  EntityFence(int remembered) {
    lasts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
            return size() > remembered;
          }
        };
  }

  private record Last(long sequenceNumber, String writer) {}

  boolean knows(String persistenceId) {
    return lasts.containsKey(persistenceId);
  }

  /** The entity stands at {@code sequenceNumber} at least. */
  void learn(String persistenceId, long sequenceNumber, String writer) {
    Last known = lasts.get(persistenceId);
    if (known == null || known.sequenceNumber() < sequenceNumber) {
      lasts.put(persistenceId, new Last(sequenceNumber, writer));
    }
  }

  /** What it was told of the entity may be wrong; it has to be looked up. */
  void forget(String persistenceId) {
    lasts.remove(persistenceId);
  }

  void forgetAll() {
    lasts.clear();
  }

  /**
   * Lets {@code events} of one known entity pass, chained to the one before.
   *
   * @throws StoreException {@code entity-fenced} when another incarnation was faster
   */
  List<LoggedEvent> admit(List<LoggedEvent> events) {
    LoggedEvent first = events.getFirst();
    Last last = lasts.get(first.persistenceId());
    long previous = last == null ? 0 : last.sequenceNumber();
    @Nullable List<LoggedEvent> chained = null;
    for (int index = 0; index < events.size(); index++) {
      LoggedEvent event = events.get(index);
      if (event.sequenceNumber() <= previous) {
        throw fenced(event, previous, last);
      }
      if (event.previousSequenceNumber() != previous && chained == null) {
        chained = new ArrayList<>(events.subList(0, index));
      }
      if (chained != null) {
        chained.add(event.behind(previous));
      }
      previous = event.sequenceNumber();
    }
    lasts.put(first.persistenceId(), new Last(previous, first.writer()));
    return chained == null ? events : chained;
  }

  private static StoreException fenced(LoggedEvent event, long previous, @Nullable Last last) {
    return new StoreException(
        "entity-fenced",
        ("Event %d of %s by incarnation %s was not appended: event %d stands already, by %s; stop"
                + " this incarnation and recover")
            .formatted(
                event.sequenceNumber(),
                event.persistenceId(),
                event.writer(),
                previous,
                last == null || last.writer().isEmpty() ? "an earlier one" : last.writer()),
        null);
  }
}
