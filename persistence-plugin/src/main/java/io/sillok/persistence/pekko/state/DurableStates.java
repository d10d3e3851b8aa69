package io.sillok.persistence.pekko.state;

import io.sillok.persistence.Cause;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.EventSerialization;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.writer.LogWriters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.persistence.state.exception.DeleteRevisionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable states as events: revision n of a state is the event with sequence number n of its {@link
 * Partitioner#stateId}. So it is appended, fenced and told of as any event.
 */
final class DurableStates {

  private static final Logger LOGGER = LoggerFactory.getLogger(DurableStates.class);

  /** Revisions after which the earlier ones are hidden from the index; the log keeps them. */
  private static final int HIDE_EVERY = 100;

  private static final State NEVER = new State(0, Optional.empty());

  private final EntityIndex entities;
  private final LogWriters writers;
  private final EventSerialization serialization;
  private final KnownRevisions revisions;

  /**
   * @param remembered states whose latest revision is kept in memory, from 1
   */
  DurableStates(SillokPersistence persistence, int remembered) {
    entities = persistence.store().entities();
    writers = persistence.writers();
    serialization = persistence.serialization();
    revisions = new KnownRevisions(remembered);
  }

  /**
   * @param revision of the last change, 0 if there was none
   * @param value nothing if it was deleted or never written
   */
  record State(long revision, Optional<Object> value) {}

  CompletionStage<State> get(String persistenceId) {
    return latest(persistenceId).thenApply(latest -> latest.map(this::state).orElse(NEVER));
  }

  private State state(LoggedEvent latest) {
    return new State(
        latest.sequenceNumber(),
        StateDeletedSerializer.isDeletion(latest)
            ? Optional.empty()
            : Optional.of(serialization.object(latest)));
  }

  /** Writes {@code value}; fails with {@link UpsertRevisionException}. */
  CompletionStage<Void> upsert(String persistenceId, long revision, Object value, String tag) {
    LoggedEvent event;
    try {
      event =
          event(
              persistenceId,
              revision,
              serialization.payload(value),
              EventSerialization.eventTime(value, Instant.now()),
              tag.isEmpty() ? Set.of() : Set.of(tag));
    } catch (Exception e) { // whatever a serializer throws
      return CompletableFuture.failedFuture(e);
    }
    OptionalLong known = revisions.of(persistenceId);
    CompletionStage<Long> current =
        known.isPresent() && known.getAsLong() == revision - 1
            ? CompletableFuture.completedFuture(known.getAsLong())
            : look(persistenceId);
    return current.thenCompose(
        at -> append(persistenceId, at, event, UpsertRevisionException::new));
  }

  /**
   * Deletes the state, whose tag the deletion keeps; fails with {@link DeleteRevisionException}.
   */
  CompletionStage<Void> delete(String persistenceId, long revision) {
    return latest(persistenceId)
        .thenCompose(latest ->
            append(
                persistenceId,
                latest.map(LoggedEvent::sequenceNumber).orElse(0L),
                deletion(persistenceId, revision, latest),
                DeleteRevisionException::new));
  }

  /** Deletes the state if there is one, whatever its revision. */
  CompletionStage<Void> delete(String persistenceId) {
    return latest(persistenceId)
        .thenCompose(latest ->
            latest.isEmpty() || StateDeletedSerializer.isDeletion(latest.get())
                ? CompletableFuture.completedFuture(null)
                : delete(persistenceId, latest.get().sequenceNumber() + 1));
  }

  private LoggedEvent deletion(String persistenceId, long revision, Optional<LoggedEvent> latest) {
    return event(
        persistenceId,
        revision,
        serialization.payload(StateDeleted.INSTANCE),
        EventSerialization.eventTime(StateDeleted.INSTANCE, Instant.now()),
        latest.map(LoggedEvent::tags).orElse(Set.of()));
  }

  private LoggedEvent event(
      String persistenceId, long revision, Payload payload, Instant time, Set<String> tags) {
    return new LoggedEvent(
        Partitioner.stateId(persistenceId),
        revision,
        revision - 1,
        writers.process().toString(),
        time,
        payload,
        "",
        null,
        tags);
  }

  /** The event of the latest revision. */
  private CompletionStage<Optional<LoggedEvent>> latest(String persistenceId) {
    return look(persistenceId)
        .thenCompose(revision ->
            revision == 0
                ? CompletableFuture.completedFuture(Optional.empty())
                : read(persistenceId, revision).thenApply(Optional::of));
  }

  private CompletionStage<Long> look(String persistenceId) {
    return writers
        .recover(Partitioner.stateId(persistenceId))
        .thenApply(revision -> {
          revisions.learn(persistenceId, revision);
          return revision;
        });
  }

  /** Revision {@code from}, or a later one if that was hidden meanwhile. */
  private CompletionStage<LoggedEvent> read(String persistenceId, long from) {
    return entities
        .read(Partitioner.stateId(persistenceId), from, Long.MAX_VALUE, 1)
        .thenApply(events ->
            events.stream()
                .findFirst()
                .map(IndexedEvent::event)
                .orElseThrow(() ->
                    new StoreException(
                        "store-corrupt",
                        "Revision %d of the durable state %s is missing; restore the store from a backup"
                            .formatted(from, persistenceId),
                        null)));
  }

  private CompletionStage<Void> append(
      String persistenceId,
      long current,
      LoggedEvent event,
      Function<String, ? extends Exception> wrongRevision) {
    long revision = event.sequenceNumber();
    if (revision != current + 1) {
      return CompletableFuture.failedFuture(
          wrongRevision.apply(notNext(persistenceId, revision, current)));
    }
    return writers
        .append(List.of(event))
        .thenRun(() -> {
          revisions.learn(persistenceId, revision);
          hideBefore(event);
        })
        .exceptionallyCompose(failure -> {
          revisions.forget(persistenceId);
          return overtaken(failure)
              ? look(persistenceId)
                  .thenCompose(now ->
                      CompletableFuture.failedFuture(
                          wrongRevision.apply(notNext(persistenceId, revision, now))))
              : CompletableFuture.failedFuture(Cause.of(failure));
        });
  }

  private static String notNext(String persistenceId, long revision, long current) {
    return "Revision %d of the durable state %s was not written: the current revision is %d; read it again"
        .formatted(revision, persistenceId, current);
  }

  /** Whether another write of the same state was faster. */
  private static boolean overtaken(Throwable failure) {
    return Cause.of(failure) instanceof StoreException refused
        && refused.code().equals("entity-fenced");
  }

  private void hideBefore(LoggedEvent event) {
    if (event.sequenceNumber() % HIDE_EVERY == 0) {
      entities
          .deleteTo(event.persistenceId(), event.sequenceNumber() - 1)
          .exceptionally(failure -> {
            LOGGER.warn(
                "Revisions of {} before {} stay in the index until later ones are hidden",
                event.persistenceId(),
                event.sequenceNumber(),
                failure);
            return null;
          });
    }
  }
}
