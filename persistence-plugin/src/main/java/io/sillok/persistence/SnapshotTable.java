package io.sillok.persistence;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Saved states. Losing one loses nothing: the state is replayed from the events. */
public interface SnapshotTable {

  /** Saves {@code snapshot}, durably; one with the same sequence number is replaced. */
  CompletionStage<Void> save(Snapshot snapshot);

  /** The latest snapshot that {@code criteria} admit. */
  CompletionStage<Optional<Snapshot>> latest(String persistenceId, Criteria criteria);

  /** Deletes the snapshots that {@code criteria} admit. */
  CompletionStage<Void> delete(String persistenceId, Criteria criteria);

  /**
   * @param sequenceNumber of the last event in the state
   * @param savedAt to the millisecond, as Pekko has it
   */
  record Snapshot(
      String persistenceId,
      long sequenceNumber,
      Instant savedAt,
      Payload payload,
      @Nullable Payload metadata) {}

  /** Sequence numbers and times in which a snapshot must lie; all ends inclusive. */
  record Criteria(
      long minSequenceNumber, long maxSequenceNumber, Instant minSavedAt, Instant maxSavedAt) {}
}
