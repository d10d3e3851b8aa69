package io.sillok.persistence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An action that many want at once: each gets the outcome of a run that began after it had asked,
 * and those that ask during a run share the next. Thread-safe.
 *
 * @param <T> the outcome of a run
 */
public final class Shared<T> {

  private final Supplier<CompletionStage<T>> action;
  private @Nullable CompletableFuture<T> running;
  private @Nullable CompletableFuture<T> next;

  /**
   * @param action must not throw
   */
  public Shared(Supplier<CompletionStage<T>> action) {
    this.action = action;
  }

  /** The outcome of a run that begins now or later. */
  public CompletionStage<T> run() {
    CompletableFuture<T> mine = new CompletableFuture<>();
    synchronized (this) {
      if (running != null) {
        next = next == null ? mine : next;
        return next;
      }
      running = mine;
    }
    start(mine);
    return mine;
  }

  private void start(CompletableFuture<T> run) {
    action
        .get()
        .whenComplete((outcome, failure) -> {
          CompletableFuture<T> following;
          synchronized (this) {
            following = next;
            running = following;
            next = null;
          }
          if (failure == null) {
            run.complete(outcome);
          } else {
            run.completeExceptionally(failure);
          }
          if (following != null) {
            start(following);
          }
        });
  }
}
