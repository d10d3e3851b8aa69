package io.sillok.persistence.pekko;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one entity's events by page, the next page while the present one is handed out. */
final class Replay {

  private final EntityIndex entities;
  private final String persistenceId;
  private final long to;
  private final int pageSize;
  private final Consumer<IndexedEvent> receiver;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private @Nullable IndexedEvent last;

  Replay(
      EntityIndex entities,
      String persistenceId,
      long to,
      int pageSize,
      Consumer<IndexedEvent> receiver) {
    this.entities = entities;
    this.persistenceId = persistenceId;
    this.to = to;
    this.pageSize = pageSize;
    this.receiver = receiver;
  }

  /** Hands out at most {@code max} events, beginning with {@code from}. */
  CompletionStage<Void> from(long from, long max) {
    if (max <= 0 || from > to) {
      done.complete(null);
    } else {
      follow(read(from, max), max);
    }
    return done;
  }

  private CompletionStage<List<IndexedEvent>> read(long from, long max) {
    return entities.read(persistenceId, from, to, (int) Math.min(pageSize, max));
  }

  private void follow(CompletionStage<List<IndexedEvent>> page, long max) {
    page.whenComplete((events, failure) -> {
      if (failure != null) {
        done.completeExceptionally(failure);
      } else {
        handOut(events, max);
      }
    });
  }

  private void handOut(List<IndexedEvent> events, long max) {
    if (events.isEmpty()) {
      done.complete(null);
      return;
    }
    long left = max - events.size();
    long end = events.getLast().event().sequenceNumber();
    CompletionStage<List<IndexedEvent>> next =
        left > 0 && end < to ? read(end + 1, left) : CompletableFuture.completedFuture(List.of());
    try {
      events.forEach(this::handOut);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      return;
    }
    follow(next, left);
  }

  private void handOut(IndexedEvent event) {
    if (last != null && event.event().previousSequenceNumber() != last.event().sequenceNumber()) {
      throw new StoreException(
          "store-corrupt",
          "Event %d of %s follows event %d, but event %d was read before it; restore the store from"
                  .formatted(
                      event.event().sequenceNumber(),
                      persistenceId,
                      event.event().previousSequenceNumber(),
                      last.event().sequenceNumber())
              + " a backup",
          null);
    }
    last = event;
    receiver.accept(event);
  }
}
