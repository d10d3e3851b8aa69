package io.sillok.persistence.writer;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.BlockCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events of one entity that are appended together or not at all, or an advance of event time, and
 * whoever waits for them.
 */
final class PendingWrite {

  /** That an advance takes while it waits. */
  private static final long ADVANCE_BYTES = 128;

  private List<LoggedEvent> events;
  private final String persistenceId;
  private final String incarnation;
  private final @Nullable Instant advanceTo;
  private final long bytes;
  private final long deadline;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private final CompletableFuture<Void> decided = new CompletableFuture<>();

  PendingWrite(List<LoggedEvent> events, Duration timeout) {
    this.events = events;
    LoggedEvent first = events.getFirst();
    persistenceId = first.persistenceId();
    incarnation = first.writer();
    advanceTo = null;
    deadline = System.nanoTime() + timeout.toNanos();
    long sum = 0;
    for (LoggedEvent event : events) {
      sum += BlockCodec.estimate(event);
    }
    bytes = sum;
  }

  private PendingWrite(String name, Instant advanceTo, Duration timeout) {
    events = List.of();
    persistenceId = name;
    incarnation = name;
    this.advanceTo = advanceTo;
    deadline = System.nanoTime() + timeout.toNanos();
    bytes = ADVANCE_BYTES;
  }

  /** Event time of {@code log} moves on to {@code time}. */
  static PendingWrite advance(LogId log, Instant time, Duration timeout) {
    return new PendingWrite(nameOfAdvances(log), time, timeout);
  }

  /** What stands for a persistence id in the advances of {@code log}. */
  static String nameOfAdvances(LogId log) {
    return "the event time of " + log;
  }

  /** What event time moves on to; null if there are events. */
  @Nullable Instant advanceTo() {
    return advanceTo;
  }

  boolean isAdvance() {
    return advanceTo != null;
  }

  List<LoggedEvent> events() {
    return events;
  }

  void replace(List<LoggedEvent> chained) {
    events = chained;
  }

  /** Of the entity that writes; of an advance, a name that no entity has. */
  String persistenceId() {
    return persistenceId;
  }

  /** The incarnation of the entity that writes. */
  String incarnation() {
    return incarnation;
  }

  long bytes() {
    return bytes;
  }

  /** Whether its time is up at {@code now}, by {@link System#nanoTime}. */
  boolean isExpired(long now) {
    return now - deadline >= 0;
  }

  /**
   * Tells whoever waits for the write: it is durable, and it begins at this offset; or it failed
   * and may stand nevertheless.
   */
  CompletableFuture<Long> done() {
    return done;
  }

  /** Completes when what became of the write is known, whoever was told what before. */
  CompletableFuture<Void> decided() {
    return decided;
  }

  /** It is durable, and it begins at {@code offset}. */
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
