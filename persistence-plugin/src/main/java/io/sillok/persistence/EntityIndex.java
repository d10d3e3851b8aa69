package io.sillok.persistence;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The events of one persistence id, found without scanning a log. Derived from the logs: the events
 * of a persistence id lie in the log that {@link Partitioner#log} names. It has none of streams,
 * whose ids it answers as those of entities without events.
 */
public interface EntityIndex {

  /**
   * The events of {@code persistenceId} with sequence numbers in {@code [from, to]} that are not
   * deleted, ascending.
   *
   * @param limit at most so many, from 1; may return fewer than that, so as not to fill the memory:
   *     only an empty page means that there is no more
   */
  CompletionStage<List<IndexedEvent>> read(String persistenceId, long from, long to, int limit);

  /**
   * As {@link #read}, of the events that are deleted: ascending up to the one that {@link
   * #deletedTo} names, from {@code from} on. What an index once had it still has.
   */
  CompletionStage<List<IndexedEvent>> readDeleted(String persistenceId, long from, int limit);

  /** The highest sequence number ever recorded, 0 if none; deletion does not lower it. */
  CompletionStage<Long> highestSequenceNumber(String persistenceId);

  /**
   * As {@link #highestSequenceNumber}, of an entity that recovers: what comes next is to {@link
   * #read} its events from {@code from} up to that number.
   */
  default CompletionStage<Long> beginRecovery(String persistenceId, long from) {
    return highestSequenceNumber(persistenceId);
  }

  /** Hides the events up to {@code sequenceNumber} from {@link #read}; the log keeps them. */
  CompletionStage<Void> deleteTo(String persistenceId, long sequenceNumber);

  /** The sequence number up to which events are hidden, 0 if none is. */
  CompletionStage<Long> deletedTo(String persistenceId);

  /**
   * Puts {@code events} into the index, durably, whose blocks their logs no longer hold, as the
   * copy of a trimmed log does. One that is there already is replaced by the same.
   */
  CompletionStage<Void> restore(List<IndexedEvent> events);

  /**
   * Persistence ids in byte order.
   *
   * @param prefix all of them start with it; may be empty
   * @param after only those behind it; empty for the first page
   * @param limit at most so many, from 1
   */
  CompletionStage<List<String>> persistenceIds(String prefix, String after, int limit);

  /** The last of all persistence ids in byte order, nothing if there is none. */
  CompletionStage<Optional<String>> lastPersistenceId();

  /** An event and where its log has it. */
  record IndexedEvent(LogId log, long offset, java.time.Instant appendedAt, LoggedEvent event) {}
}
