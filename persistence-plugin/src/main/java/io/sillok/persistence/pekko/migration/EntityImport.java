package io.sillok.persistence.pekko.migration;

import io.sillok.persistence.Cause;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.writer.LogWriters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.Source;

/** One entity on its way; used by one stream at a time. */
final class EntityImport {

  /** Bytes of events, as far as they are known, that make a write large enough. */
  private static final long WRITE_BYTES = 256 << 10;

  /** Of an event besides its payload, about. */
  private static final long EVENT_BYTES = 128;

  private final String persistenceId;
  private final LogWriters writers;
  private final EntityIndex entities;
  private final EventConversion conversion;
  private final Optional<SelectedSnapshot> snapshot;
  private final boolean missingStart;
  private final long before;
  private long read;
  private long written;
  private long count;
  private CompletionStage<?> writing = CompletableFuture.completedFuture(null);

  /**
   * @param before the highest sequence number that Sillok has
   * @param missingStart whether the first events may be missing
   */
  EntityImport(
      String persistenceId,
      SillokPersistence persistence,
      EventConversion conversion,
      Optional<SelectedSnapshot> snapshot,
      boolean missingStart,
      long before) {
    this.persistenceId = persistenceId;
    writers = persistence.writers();
    entities = persistence.store().entities();
    this.conversion = conversion;
    this.snapshot = snapshot;
    this.missingStart = missingStart;
    this.before = before;
    written = before;
  }

  String persistenceId() {
    return persistenceId;
  }

  /** The first sequence number to read: that of the last event that is here, to compare. */
  long from() {
    return Math.max(1, before);
  }

  /** Writes {@code events} in order; each element says that a write of so many is durable. */
  Source<Integer, NotUsed> write(Source<EventEnvelope, NotUsed> events) {
    return events
        .mapConcat(this::take)
        .groupedWeighted(WRITE_BYTES, event -> event.payload().bytes().length + EVENT_BYTES)
        .mapAsync(1, this::appendNext);
  }

  private List<LoggedEvent> take(EventEnvelope envelope) {
    long number = envelope.sequenceNr();
    if (read == 0 && number == before) {
      read = number;
      return List.of();
    }
    if (read < before) {
      throw ImportFaults.foreign(persistenceId, before);
    }
    if (number <= read) {
      throw ImportFaults.split(persistenceId, number, read);
    }
    if (read == 0 && number > 1) {
      checkStart(number);
    }
    read = number;
    return List.of(conversion.event(envelope));
  }

  private void checkStart(long first) {
    long covered = snapshot.map(selected -> selected.metadata().sequenceNr()).orElse(0L);
    if (covered < first - 1 && !missingStart) {
      throw ImportFaults.startMissing(persistenceId, first);
    }
  }

  private CompletionStage<Integer> appendNext(List<LoggedEvent> events) {
    CompletionStage<Integer> next = append(events);
    writing = next;
    return next;
  }

  private CompletionStage<Integer> append(List<LoggedEvent> events) {
    return writers
        .append(events)
        .thenApply(done -> {
          count += events.size();
          written = events.getLast().sequenceNumber();
          return events.size();
        })
        .exceptionallyCompose(failure -> appendLess(events, Cause.of(failure)));
  }

  /** Each event may be small enough, though all of them are not. */
  private CompletionStage<Integer> appendLess(List<LoggedEvent> events, Throwable failure) {
    boolean tooLarge =
        failure instanceof StoreException refused && refused.code().equals("write-too-large");
    if (!tooLarge || events.size() == 1) {
      return CompletableFuture.failedFuture(failure);
    }
    int half = events.size() / 2;
    return append(events.subList(0, half))
        .thenCompose(done -> append(events.subList(half, events.size())));
  }

  /** To be called when all events are written. */
  CompletionStage<ImportReport> finish(SnapshotCopy snapshots) {
    if (read < before) {
      throw ImportFaults.foreign(persistenceId, before);
    }
    CompletionStage<?> saved =
        snapshot.isPresent()
            ? snapshots.save(snapshot.get())
            : CompletableFuture.completedFuture(null);
    return saved.thenCompose(done -> hideStart()).thenApply(done -> report());
  }

  /** Has the events that were deleted there count as deleted here. */
  private CompletionStage<Void> hideStart() {
    return entities
        .read(persistenceId, 1, Long.MAX_VALUE, 1)
        .thenCompose(first -> {
          long missing = first.isEmpty() ? 0 : first.getFirst().event().sequenceNumber() - 1;
          return missing == 0
              ? CompletableFuture.completedFuture(null)
              : entities.deleteTo(persistenceId, missing);
        });
  }

  private ImportReport report() {
    return new ImportReport(
        1, before > 0 ? 1 : 0, read == 0 ? 1 : 0, count, snapshot.isPresent() ? 1 : 0);
  }

  /** Fails with {@code failure} and how far the entity is, once no write is under way. */
  <T> CompletionStage<T> stopped(Throwable failure) {
    return writing
        .handle(
            (done, alsoFailed) -> ImportFaults.stopped(persistenceId, written, Cause.of(failure)))
        .thenCompose(CompletableFuture::failedFuture);
  }
}
