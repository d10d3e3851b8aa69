package io.sillok.persistence;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Saved states. Losing one loses nothing: the state is replayed from the events. */
public interface SnapshotTable {

  /** Saves {@code snapshot}, durably; one with the same sequence number is replaced. */
  CompletionStage<Void> save(Snapshot snapshot);

  /**
   * The latest snapshot that {@code criteria} admit. When it was saved is unknown of one that
   * cannot be read, so that its sequence number alone decides.
   */
  CompletionStage<Optional<Found>> find(String persistenceId, Criteria criteria);

  /** As {@link #find}, but fails with the reason why that snapshot cannot be read. */
  default CompletionStage<Optional<Snapshot>> latest(String persistenceId, Criteria criteria) {
    return find(persistenceId, criteria).thenApply(found -> found.map(Found::snapshot));
  }

  /** Deletes the snapshots that {@code criteria} admit, as {@link #find} has it. */
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

  /** A snapshot that is there, whether or not it can be read. */
  sealed interface Found {

    /** Of the last event in the state. */
    long sequenceNumber();

    /** The snapshot; throws the reason when it cannot be read. */
    Snapshot snapshot();

    record Whole(Snapshot snapshot) implements Found {
      @Override
      public long sequenceNumber() {
        return snapshot.sequenceNumber();
      }
    }

    /** Damaged, or written by a newer version. */
    record Damaged(long sequenceNumber, StoreException reason) implements Found {
      @Override
      public Snapshot snapshot() {
        throw reason;
      }
    }
  }

  /** Sequence numbers and times in which a snapshot must lie; all ends inclusive. */
  record Criteria(
      long minSequenceNumber, long maxSequenceNumber, Instant minSavedAt, Instant maxSavedAt) {}
}
