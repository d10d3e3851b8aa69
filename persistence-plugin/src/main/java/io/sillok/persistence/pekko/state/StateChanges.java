package io.sillok.persistence.pekko.state;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.EventSerialization;
import io.sillok.persistence.pekko.Position;
import io.sillok.persistence.pekko.Selection;
import java.util.function.Predicate;
import org.apache.pekko.persistence.query.DeletedDurableState;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.UpdatedDurableState;

/** Changes of durable states; an earlier one is left out when a later one was read with it. */
record StateChanges<A>(EventSerialization serialization, Predicate<LoggedEvent> wanted)
    implements Selection<DurableStateChange<A>> {

  /** Those with {@code tag}; with an empty one, those that have none. */
  static <A> StateChanges<A> tagged(EventSerialization serialization, String tag) {
    return new StateChanges<>(
        serialization,
        event -> tag.isEmpty() ? event.tags().isEmpty() : event.tags().contains(tag));
  }

  /** Those of entities whose slices are from {@code min} to {@code max}. */
  static <A> StateChanges<A> sliced(EventSerialization serialization, int min, int max) {
    return new StateChanges<>(
        serialization,
        event -> {
          int slice = Partitioner.slice(Partitioner.ofStateId(event.persistenceId()));
          return min <= slice && slice <= max;
        });
  }

  @Override
  public boolean wants(LoggedEvent event) {
    return wanted.test(event);
  }

  @Override
  public boolean latestIsEnough() {
    return true;
  }

  @Override
  public DurableStateChange<A> item(Position position, IndexedEvent change) {
    LoggedEvent event = change.event();
    String persistenceId = Partitioner.ofStateId(event.persistenceId());
    long timestamp = change.appendedAt().toEpochMilli();
    if (StateDeletedSerializer.isDeletion(event)) {
      return new DeletedDurableState<>(persistenceId, event.sequenceNumber(), position, timestamp);
    }
    @SuppressWarnings("unchecked") // whoever asks says what the states are
    A value = (A) serialization.object(event);
    return new UpdatedDurableState<>(
        persistenceId, event.sequenceNumber(), value, position, timestamp);
  }
}
