package io.sillok.persistence.pekko;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.pekko.persistence.query.EventEnvelope;

/** What queries for events select. */
record EventSelections(EventSerialization serialization) {

  /** The events that have {@code tag}. */
  Selection<EventEnvelope> tagged(String tag) {
    return of(
        event -> event.tags().contains(tag),
        (position, event) -> serialization.envelope(position, event.event(), event.appendedAt()));
  }

  /** The events of entities whose slices are from {@code min} to {@code max}. */
  <E> Selection<org.apache.pekko.persistence.query.typed.EventEnvelope<E>> sliced(
      int min, int max) {
    return of(
        event -> {
          int slice = Partitioner.slice(event.persistenceId());
          return min <= slice && slice <= max;
        },
        serialization::typedEnvelope);
  }

  private static <T> Selection<T> of(
      Predicate<LoggedEvent> wanted, BiFunction<Position, IndexedEvent, T> item) {
    return new Selection<>() {
      @Override
      public boolean wants(LoggedEvent event) {
        return wanted.test(event);
      }

      @Override
      public T item(Position position, IndexedEvent event) {
        return item.apply(position, event);
      }
    };
  }
}
