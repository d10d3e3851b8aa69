package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.writer.LogWriters;
import java.util.ArrayList;
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
    List<CompletableFuture<Optional<Exception>>> outcomes = new ArrayList<>(1);
    for (AtomicWrite write : writes) {
      boolean failed = !outcomes.isEmpty() && outcomes.getLast().isCompletedExceptionally();
      outcomes.add(failed ? outcomes.getLast() : write(write));
    }
    return ScalaFutures.of(() -> all(outcomes));
  }

  private static CompletionStage<Iterable<Optional<Exception>>> all(
      List<CompletableFuture<Optional<Exception>>> outcomes) {
    if (outcomes.size() == 1) {
      return outcomes.getFirst().thenApply(List::of);
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<Optional<Exception>> write(AtomicWrite write) {
    List<LoggedEvent> events;
    try {
      checkOrdinary(write.persistenceId());
      events = serialization.events(write);
    } catch (Exception e) {
      return CompletableFuture.completedFuture(Optional.of(e));
    }
    return writers.append(events).handle(SillokJournal::outcome).toCompletableFuture();
  }

  private static Optional<Exception> outcome(@Nullable Void done, @Nullable Throwable failure) {
    if (failure == null) {
      return Optional.empty();
    }
    Throwable cause = ScalaFutures.cause(failure);
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
    if (Partitioner.isState(persistenceId)) {
      throw new IllegalArgumentException(
          "Persistence id %s cannot be used: ids that begin with \"%s\" are kept for durable states"
              .formatted(persistenceId, Partitioner.STATE_PREFIX));
    }
  }
}
