package io.sillok.persistence.cassandra;

import io.sillok.persistence.LogId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Moves the tail of one log into the index: when its oldest block has waited long enough for others
 * to be written with, or when it has grown. Holds up appends when the index lags too far behind.
 */
final class TailIndexing {

  private final LogId log;
  private final Tail tail;
  private final IndexWriter writer;
  private final LogsTable logs;
  private final Timer timer;
  private final CassandraSettings.Index settings;
  private final List<CompletableFuture<Void>> heldUp = new ArrayList<>();
  private boolean running;
  private boolean scheduled;
  private CompletableFuture<Void> run = CompletableFuture.completedFuture(null);
  private volatile CompletionStage<Void> recording = CompletableFuture.completedFuture(null);

  TailIndexing(
      LogId log,
      Tail tail,
      IndexWriter writer,
      LogsTable logs,
      Timer timer,
      CassandraSettings.Index settings) {
    this.log = log;
    this.tail = tail;
    this.writer = writer;
    this.logs = logs;
    this.timer = timer;
    this.settings = settings;
  }

  /** Completes when there is room for a further block; fails when the store closes before. */
  CompletionStage<Void> room() {
    CompletableFuture<Void> room = new CompletableFuture<>();
    synchronized (this) {
      if (!lags()) {
        return CompletableFuture.completedFuture(null);
      }
      if (run.isCompletedExceptionally()) {
        return run;
      }
      heldUp.add(room);
    }
    start();
    return room;
  }

  private boolean lags() {
    long now = System.nanoTime();
    return tail.bytes() >= settings.lagBytes()
        || now - tail.oldest(now) >= settings.lagTime().toNanos();
  }

  /** Looks whether there is something to do; called when blocks were added. */
  void look() {
    boolean now = tail.bytes() >= settings.flushBytes();
    synchronized (this) {
      if (running || tail.isEmpty()) {
        return;
      }
      if (!now) {
        schedule();
        return;
      }
    }
    start();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      long now = System.nanoTime();
      long waited = now - tail.oldest(now);
      Duration left = settings.delay().minusNanos(waited);
      timer.after(left.isNegative() ? Duration.ZERO : left, this::onTime, closed -> {});
    }
  }

  private void onTime() {
    synchronized (this) {
      scheduled = false;
    }
    start();
  }

  /**
   * Indexes all that is in the tail now, and completes when that is recorded; fails when the store
   * closes before.
   */
  CompletionStage<Void> drain() {
    CompletionStage<Void> present = start();
    return present.thenCompose(done -> tail.isEmpty() ? recording : drain());
  }

  private synchronized CompletionStage<Void> start() {
    if (running || tail.isEmpty()) {
      return run;
    }
    running = true;
    Tail.Beginning beginning = tail.beginning(settings.lagBytes());
    run = new CompletableFuture<>();
    CompletableFuture<Void> mine = run;
    writer
        .write(beginning.events())
        .whenComplete((done, failure) -> {
          if (failure == null) {
            finish(beginning.end());
            mine.complete(null);
          } else {
            mine.completeExceptionally(failure);
            giveUp(failure);
          }
        });
    return mine;
  }

  private void finish(long to) {
    // The next block or run says it again.
    recording = logs.indexed(log, to).exceptionally(missed -> null);
    tail.indexed(to);
    List<CompletableFuture<Void>> goOn = List.of();
    synchronized (this) {
      running = false;
      if (!lags()) {
        goOn = List.copyOf(heldUp);
        heldUp.clear();
      }
    }
    goOn.forEach(each -> each.complete(null));
    look();
    if (stillHeldUp()) {
      start();
    }
  }

  private synchronized boolean stillHeldUp() {
    return !heldUp.isEmpty();
  }

  private void giveUp(Throwable failure) {
    List<CompletableFuture<Void>> held;
    synchronized (this) {
      held = List.copyOf(heldUp);
      heldUp.clear();
    }
    held.forEach(each -> each.completeExceptionally(failure));
  }
}
