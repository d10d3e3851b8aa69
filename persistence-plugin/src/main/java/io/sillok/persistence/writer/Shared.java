package io.sillok.persistence.writer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An action that many want at once: each gets the outcome of a run that began after it had asked,
 * and those that ask during a run share the next.
 */
final class Shared {

  private final Supplier<CompletionStage<Void>> action;
  private @Nullable CompletableFuture<Void> running;
  private @Nullable CompletableFuture<Void> next;

  Shared(Supplier<CompletionStage<Void>> action) {
    this.action = action;
  }

  CompletionStage<Void> run() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
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

  private void start(CompletableFuture<Void> run) {
    action
        .get()
        .whenComplete((done, failure) -> {
          CompletableFuture<Void> following;
          synchronized (this) {
            following = next;
            running = following;
            next = null;
          }
          if (failure == null) {
            run.complete(null);
          } else {
            run.completeExceptionally(failure);
          }
          if (following != null) {
            start(following);
          }
        });
  }
}
