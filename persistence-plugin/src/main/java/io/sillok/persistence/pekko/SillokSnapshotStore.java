package io.sillok.persistence.pekko;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import io.sillok.persistence.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;

/**
 * The snapshot store. A snapshot that cannot be read is dropped, and an earlier one or none is
 * taken, provided that the events behind that are all there; else the recovery fails.
 */
public final class SillokSnapshotStore extends SnapshotStore {

  private static final Logger LOGGER = LoggerFactory.getLogger(SillokSnapshotStore.class);

  private final SillokPersistence persistence = SillokPersistence.get(context().system());
  private final SnapshotTable snapshots = persistence.store().snapshots();
  private final EventSerialization serialization = persistence.serialization();

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String persistenceId, SnapshotSelectionCriteria criteria) {
    return ScalaFutures.of(() -> load(persistenceId, criteria(criteria)));
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    return ScalaFutures.of(() ->
        snapshots.save(
            new Snapshot(
                metadata.persistenceId(),
                metadata.sequenceNr(),
                Instant.ofEpochMilli(metadata.timestamp()),
                serialization.payload(snapshot),
                serialization.payloadOrNull(metadata.metadata()))));
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    long number = metadata.sequenceNr();
    long time = metadata.timestamp();
    Criteria criteria =
        new Criteria(
            number,
            number,
            Instant.ofEpochMilli(time),
            Instant.ofEpochMilli(time == 0 ? Long.MAX_VALUE : time));
    return ScalaFutures.of(() -> snapshots.delete(metadata.persistenceId(), criteria));
  }

  @Override
  public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
    return ScalaFutures.of(() -> snapshots.delete(persistenceId, criteria(criteria)));
  }

  private static Criteria criteria(SnapshotSelectionCriteria criteria) {
    return new Criteria(
        criteria.minSequenceNr(),
        criteria.maxSequenceNr(),
        Instant.ofEpochMilli(criteria.minTimestamp()),
        Instant.ofEpochMilli(criteria.maxTimestamp()));
  }

  private CompletionStage<Optional<SelectedSnapshot>> load(
      String persistenceId, Criteria criteria) {
    return snapshots
        .find(persistenceId, criteria)
        .thenCompose(latest -> {
          if (latest.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
          try {
            return CompletableFuture.completedFuture(
                Optional.of(selected(latest.get().snapshot())));
          } catch (StoreException e) {
            return drop(persistenceId, latest.get().sequenceNumber(), criteria, e);
          }
        });
  }

  private SelectedSnapshot selected(Snapshot snapshot) {
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            snapshot.persistenceId(), snapshot.sequenceNumber(), snapshot.savedAt().toEpochMilli());
    if (snapshot.metadata() != null) {
      metadata = metadata.withMetadata(serialization.object(snapshot.metadata()));
    }
    return SelectedSnapshot.create(metadata, serialization.object(snapshot.payload()));
  }

  private CompletionStage<Optional<SelectedSnapshot>> drop(
      String persistenceId, long unreadable, Criteria criteria, StoreException reason) {
    LOGGER.warn(
        "Snapshot {} of {} cannot be read and is dropped; the state is replayed from its events",
        unreadable,
        persistenceId,
        reason);
    Criteria earlier =
        new Criteria(
            criteria.minSequenceNumber(),
            unreadable - 1,
            criteria.minSavedAt(),
            criteria.maxSavedAt());
    return load(persistenceId, earlier)
        .thenCompose(instead -> complete(persistenceId, unreadable, instead, reason));
  }

  /** {@code instead}, if no event between it and {@code unreadable} was deleted. */
  private CompletionStage<Optional<SelectedSnapshot>> complete(
      String persistenceId,
      long unreadable,
      Optional<SelectedSnapshot> instead,
      StoreException reason) {
    long from = instead.map(selected -> selected.metadata().sequenceNr()).orElse(0L);
    return persistence
        .store()
        .entities()
        .read(persistenceId, from + 1, Long.MAX_VALUE, 1)
        .thenCombine(
            persistence.store().entities().deletedTo(persistenceId),
            (next, deletedTo) -> follows(next, from, deletedTo))
        .thenApply(follows -> {
          if (!follows) {
            throw lost(persistenceId, unreadable, reason);
          }
          return instead;
        });
  }

  private static boolean follows(List<IndexedEvent> next, long from, long deletedTo) {
    if (next.isEmpty()) {
      return false;
    }
    long previous = next.getFirst().event().previousSequenceNumber();
    // The events before the first that was imported may have been deleted in the other journal.
    return previous == 0 ? deletedTo <= from : previous <= from;
  }

  private static StoreException lost(String persistenceId, long unreadable, StoreException reason) {
    return new StoreException(
        "snapshot-unreadable",
        "Snapshot %d of %s cannot be read (%s) and the events before it were deleted; provide the code"
                .formatted(unreadable, persistenceId, reason.getMessage())
            + " that wrote it",
        reason);
  }
}
