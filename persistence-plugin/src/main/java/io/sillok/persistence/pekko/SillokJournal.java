package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.Cause;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.writer.LogWriters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/**
 * The journal. A write whose outcome is uncertain fails; one that can never succeed, for its event
 * cannot be serialized or is too large, is rejected alone.
 */
public final class SillokJournal extends AsyncWriteJournal {

  private final SillokPersistence persistence = SillokPersistence.get(context().system());
  private final LogWriters writers = persistence.writers();
  private final EventSerialization serialization = persistence.serialization();
  private final int replayPageSize;

  /**
   * @param config the plugin's own section
   */
  public SillokJournal(Config config) {
    replayPageSize = config.getInt("replay-page-size");
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
    List<Prepared> prepared = new ArrayList<>(1);
    writes.forEach(write -> prepared.add(prepare(write)));
    return ScalaFutures.of(() -> all(append(prepared)));
  }

  /**
   * A write as the log takes it.
   *
   * @param rejection why it never will; then there are no events
   */
  private record Prepared(
      String persistenceId, List<LoggedEvent> events, Optional<Exception> rejection) {}

  private Prepared prepare(AtomicWrite write) {
    try {
      checkOrdinary(write.persistenceId());
      return new Prepared(write.persistenceId(), serialization.events(write), Optional.empty());
    } catch (Exception e) {
      return new Prepared(write.persistenceId(), List.of(), Optional.of(e));
    }
  }

  /** All are of one actor. */
  private List<CompletableFuture<Optional<Exception>>> append(List<Prepared> prepared) {
    List<List<LoggedEvent>> batch =
        prepared.stream()
            .filter(write -> write.rejection().isEmpty())
            .map(Prepared::events)
            .toList();
    Iterator<? extends CompletionStage<Long>> appended =
        batch.isEmpty()
            ? Collections.emptyIterator()
            : writers.append(prepared.getFirst().persistenceId(), batch).iterator();
    List<CompletableFuture<Optional<Exception>>> outcomes = new ArrayList<>(prepared.size());
    for (Prepared write : prepared) {
      outcomes.add(
          write.rejection().isPresent()
              ? CompletableFuture.completedFuture(write.rejection())
              : appended.next().handle(SillokJournal::outcome).toCompletableFuture());
    }
    return outcomes;
  }

  private static CompletionStage<Iterable<Optional<Exception>>> all(
      List<CompletableFuture<Optional<Exception>>> outcomes) {
    if (outcomes.size() == 1) {
      return outcomes.getFirst().thenApply(List::of);
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  private static Optional<Exception> outcome(@Nullable Long offset, @Nullable Throwable failure) {
    if (failure == null) {
      return Optional.empty();
    }
    Throwable cause = Cause.of(failure);
    if (cause instanceof StoreException refused && refused.code().equals("write-too-large")) {
      return Optional.of(refused);
    }
    throw new CompletionException(cause);
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
    return ScalaFutures.of(() -> {
      checkOrdinary(persistenceId);
      return writers
          .settled(persistenceId)
          .thenCompose(
              settled -> persistence.store().entities().deleteTo(persistenceId, toSequenceNr));
    });
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId,
      long fromSequenceNr,
      long toSequenceNr,
      long max,
      Consumer<PersistentRepr> replayCallback) {
    Replay replay =
        new Replay(
            persistence.store().entities(),
            persistenceId,
            toSequenceNr,
            replayPageSize,
            event ->
                replayCallback.accept(serialization.persistent(event.event(), event.appendedAt())));
    return ScalaFutures.of(() ->
        writers.settled(persistenceId).thenCompose(settled -> replay.from(fromSequenceNr, max)));
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
    return ScalaFutures.of(() -> {
      checkOrdinary(persistenceId);
      return writers.recover(persistenceId, fromSequenceNr + 1); // Pekko names the one before
    });
  }

  private static void checkOrdinary(String persistenceId) {
    Partitioner.reservation(persistenceId)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "Persistence id %s cannot be used: %s".formatted(persistenceId, reason));
        });
  }
}
