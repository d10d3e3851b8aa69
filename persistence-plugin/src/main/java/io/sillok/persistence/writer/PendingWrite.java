package io.sillok.persistence.writer;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Events of one entity that are appended together or not at all, and whoever waits for them. */
final class PendingWrite {

  private List<LoggedEvent> events;
  private final long bytes;
  private final long deadline;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private final CompletableFuture<Void> decided = new CompletableFuture<>();

  PendingWrite(List<LoggedEvent> events, Duration timeout) {
    this.events = events;
    deadline = System.nanoTime() + timeout.toNanos();
    long sum = 0;
    for (LoggedEvent event : events) {
      sum += BlockCodec.estimate(event);
    }
    bytes = sum;
  }

  List<LoggedEvent> events() {
    return events;
  }

  void replace(List<LoggedEvent> chained) {
    events = chained;
  }

  String persistenceId() {
    return events.getFirst().persistenceId();
  }

  /** The incarnation of the entity that writes. */
  String incarnation() {
    return events.getFirst().writer();
  }

  long bytes() {
    return bytes;
  }

  /** Whether its time is up at {@code now}, by {@link System#nanoTime}. */
  boolean isExpired(long now) {
    return now - deadline >= 0;
  }

  /**
   * Tells whoever waits for the write: it is durable, and its first event has this offset; or it
   * failed and may stand nevertheless.
   */
  CompletableFuture<Long> done() {
    return done;
  }

  /** Completes when what became of the write is known, whoever was told what before. */
  CompletableFuture<Void> decided() {
    return decided;
  }

  /** It is durable, and its first event stands at {@code offset}. */
  void succeed(long offset) {
    decided.complete(null);
    done.complete(offset);
  }

  /** It was not appended and will not be. */
  void fail(StoreException reason) {
    decided.complete(null);
    done.completeExceptionally(reason);
  }

  /** Nobody waits any longer; what becomes of it is not known yet. */
  void abandon(StoreException reason) {
    done.completeExceptionally(reason);
  }

  boolean isAbandoned() {
    return done.isDone();
  }
}
