package io.sillok.persistence.writer;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<String, List<Look>> looks = new HashMap<>();

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

  /**
   * The store is asked for an entity. What the fence hears meanwhile may not be in the answer, and
   * the fence may have forgotten it by then.
   */
  static final class Look {
    private final String persistenceId;
    private long heard;
    private boolean outdated;

    private Look(String persistenceId) {
      this.persistenceId = persistenceId;
    }
  }

  /** Begins a look; all writes that were admitted have to be decided before the store is asked. */
  Look look(String persistenceId) {
    Look look = new Look(persistenceId);
    looks.computeIfAbsent(persistenceId, id -> new ArrayList<>(1)).add(look);
    return look;
  }

  /** Learns what {@code look} has found, unless it is outdated; whether it is not. */
  boolean found(Look look, long sequenceNumber) {
    end(look);
    if (!look.outdated) {
      learn(look.persistenceId, Math.max(sequenceNumber, look.heard), "");
    }
    return !look.outdated;
  }

  /** Ends a look that has found nothing. */
  void end(Look look) {
    looks.computeIfPresent(
        look.persistenceId,
        (id, all) -> {
          all.remove(look);
          return all.isEmpty() ? null : all;
        });
  }

  /** The entity stands at {@code sequenceNumber} at least. */
  void learn(String persistenceId, long sequenceNumber, String writer) {
    Last known = lasts.get(persistenceId);
    if (known == null || known.sequenceNumber() < sequenceNumber) {
      put(persistenceId, new Last(sequenceNumber, writer));
    }
  }

  /**
   * Another process has written an event. Tells nothing of an entity that was forgotten: writes of
   * it that are behind that event may have been admitted already.
   */
  void hear(LoggedEvent event) {
    if (knows(event.persistenceId())) {
      learn(event.persistenceId(), event.sequenceNumber(), event.writer());
    } else {
      tellLooks(event.persistenceId(), event.sequenceNumber());
    }
  }

  private void put(String persistenceId, Last last) {
    lasts.put(persistenceId, last);
    tellLooks(persistenceId, last.sequenceNumber());
  }

  private void tellLooks(String persistenceId, long sequenceNumber) {
    for (Look look : looks.getOrDefault(persistenceId, List.of())) {
      look.heard = Math.max(look.heard, sequenceNumber);
    }
  }

  /** What it was told of the entity may be wrong; it has to be looked up. */
  void forget(String persistenceId) {
    lasts.remove(persistenceId);
    looks.getOrDefault(persistenceId, List.of()).forEach(look -> look.outdated = true);
  }

  void forgetAll() {
    lasts.clear();
    looks.values().forEach(all -> all.forEach(look -> look.outdated = true));
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
    put(first.persistenceId(), new Last(previous, first.writer()));
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
