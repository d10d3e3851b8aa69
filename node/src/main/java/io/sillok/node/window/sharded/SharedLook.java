package io.sillok.node.window.sharded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for many at once. Whoever asks gets a look that begins after that, so that it sees all that
 * stood before; those that ask while one is under way share the next one.
 */
final class SharedLook {

  private final Supplier<CompletionStage<Void>> look;
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
  private @Nullable CompletableFuture<Void> next;

  /**
   * @param look begins one
   */
  SharedLook(Supplier<CompletionStage<Void>> look) {
    this.look = look;
  }

  /** A look that begins from now on. */
  synchronized CompletionStage<Void> again() {
    if (next != null) {
      return next;
    }
    if (underWay.isDone()) {
      underWay = start().toCompletableFuture();
      return underWay;
    }
    CompletableFuture<Void> later = new CompletableFuture<>();
    next = later;
    CompletionStage<Void> before = underWay;
    before.whenComplete((done, failure) -> begin(later));
    return later;
  }

  private void begin(CompletableFuture<Void> waited) {
    synchronized (this) {
      next = null;
      underWay = waited;
    }
    start()
        .whenComplete((done, failure) -> {
          if (failure == null) {
            waited.complete(null);
          } else {
            waited.completeExceptionally(failure);
          }
        });
  }

  private CompletionStage<Void> start() {
    try {
      return look.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }
}
