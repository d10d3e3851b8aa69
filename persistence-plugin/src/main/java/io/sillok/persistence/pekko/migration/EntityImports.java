package io.sillok.persistence.pekko.migration;

import io.sillok.persistence.Cause;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Copies single entities and checks them. Every failure names the persistence id. */
final class EntityImports {

  private static final String JOURNAL = "sillok.persistence.journal";

  private final ClassicActorSystemProvider system;
  private final CurrentEventsByPersistenceIdQuery events;
  private final SillokPersistence persistence;
  private final EventConversion conversion;
  private final SnapshotCopy snapshots;
  private final boolean missingStarts;

  EntityImports(
      ClassicActorSystemProvider system,
      CurrentEventsByPersistenceIdQuery events,
      ImportSettings settings) {
    this.system = system;
    this.events = events;
    persistence = SillokPersistence.get(system);
    Persistence pekko = Persistence.get(system);
    conversion =
        new EventConversion(
            persistence.serialization(),
            pekko.adaptersFor(JOURNAL),
            settings,
            InstantSource.system());
    snapshots = new SnapshotCopy(pekko, settings.snapshotStore());
    missingStarts = settings.missingStarts();
  }

  /** Copies what Sillok lacks of an entity. */
  CompletionStage<ImportReport> copy(String persistenceId) {
    return Partitioner.reservation(persistenceId)
        .map(reason -> failed(ImportFaults.reserved(persistenceId, reason)))
        .orElseGet(() -> told(persistenceId, prepare(persistenceId)).thenCompose(this::copy));
  }

  private static CompletionStage<ImportReport> failed(StoreException failure) {
    return CompletableFuture.failedFuture(failure);
  }

  private CompletionStage<EntityImport> prepare(String persistenceId) {
    return persistence
        .writers()
        .recover(persistenceId)
        .thenCombine(
            snapshots.latest(persistenceId),
            (before, snapshot) -> entity(persistenceId, before, snapshot));
  }

  private EntityImport entity(
      String persistenceId, long before, Optional<SelectedSnapshot> snapshot) {
    return new EntityImport(
        persistenceId, persistence, conversion, snapshot, missingStarts, before);
  }

  private CompletionStage<ImportReport> copy(EntityImport entity) {
    return entity
        .write(read(entity.persistenceId(), entity.from()))
        .runWith(Sink.ignore(), system)
        .thenCompose(done -> entity.finish(snapshots))
        .exceptionallyCompose(entity::stopped);
  }

  /** Fails unless the last event of an entity is the same in both. */
  CompletionStage<ImportReport> check(String persistenceId) {
    return told(
        persistenceId,
        persistence
            .store()
            .entities()
            .highestSequenceNumber(persistenceId)
            .thenCompose(highest -> check(persistenceId, highest)));
  }

  private CompletionStage<ImportReport> check(String persistenceId, long highest) {
    return read(persistenceId, Math.max(1, highest))
        .map(EventEnvelope::sequenceNr)
        .take(2)
        .runWith(Sink.seq(), system)
        .thenApply(numbers -> checked(persistenceId, highest, numbers));
  }

  private static ImportReport checked(String persistenceId, long highest, List<Long> numbers) {
    for (long number : numbers) {
      if (number > highest) {
        throw ImportFaults.behind(persistenceId, number, highest);
      }
    }
    if (highest > 0 && numbers.isEmpty()) {
      throw ImportFaults.foreign(persistenceId, highest);
    }
    return ImportReport.NONE;
  }

  private Source<EventEnvelope, NotUsed> read(String persistenceId, long from) {
    return events.currentEventsByPersistenceId(persistenceId, from, Long.MAX_VALUE);
  }

  private static <T> CompletionStage<T> told(String persistenceId, CompletionStage<T> stage) {
    return stage.exceptionallyCompose(failure ->
        CompletableFuture.failedFuture(ImportFaults.failed(persistenceId, Cause.of(failure))));
  }
}
