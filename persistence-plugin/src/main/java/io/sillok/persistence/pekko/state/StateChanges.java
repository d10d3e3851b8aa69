package io.sillok.persistence.pekko.state;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.EventSerialization;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.persistence.pekko.query.Selection;
import org.apache.pekko.persistence.query.DeletedDurableState;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.UpdatedDurableState;

/** Changes of durable states, of which the latest of a state is enough. */
final class StateChanges {

  private final EventSerialization serialization;

  StateChanges(EventSerialization serialization) {
    this.serialization = serialization;
  }

  /** Those with {@code tag}; with an empty one, those that have none. */
  static Selection tagged(String tag) {
    return Selection.latestOf(
        event -> tag.isEmpty() ? event.tags().isEmpty() : event.tags().contains(tag));
  }

  /** Those of entities whose slices are from {@code min} to {@code max}. */
  static Selection sliced(int min, int max) {
    return Selection.latestOf(
        event -> Partitioner.isInSlices(Partitioner.ofStateId(event.persistenceId()), min, max));
  }

  <A> DurableStateChange<A> of(PlacedEvent placed) {
    LoggedEvent event = placed.event().event();
    String persistenceId = Partitioner.ofStateId(event.persistenceId());
    long timestamp = placed.event().appendedAt().toEpochMilli();
    if (StateDeletedSerializer.isDeletion(event)) {
      return new DeletedDurableState<>(
          persistenceId, event.sequenceNumber(), placed.position(), timestamp);
    }
    @SuppressWarnings("unchecked") // whoever asks says what the states are
    A value = (A) serialization.object(event);
    return new UpdatedDurableState<>(
        persistenceId, event.sequenceNumber(), value, placed.position(), timestamp);
  }
}
