package io.sillok.node.cluster;

import io.sillok.persistence.Cause;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreHealth;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Whether a store answers, by the smallest question that there is. */
final class StoreLook {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A fact that is never there. */
  private static final String ASKED_FOR = "readiness";

  private StoreLook() {}

  /** Never fails. */
  static CompletionStage<StoreHealth> at(LogStore store) {
    return store
        .facts()
        .get(ASKED_FOR)
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle((answer, failure) -> failure == null ? store.health() : failed(failure));
  }

  private static StoreHealth failed(Throwable failure) {
    return new StoreHealth.Failed(
        Cause.of(failure) instanceof StoreException refused
            ? String.valueOf(refused.getMessage())
            : "The store has not answered within %d s".formatted(PATIENCE.toSeconds()));
  }
}
