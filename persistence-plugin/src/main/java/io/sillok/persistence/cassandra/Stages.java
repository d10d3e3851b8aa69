package io.sillok.persistence.cassandra;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stages that are there already, and many as one. */
final class Stages {

  private Stages() {}

  static <T> CompletionStage<T> now(T value) {
    return CompletableFuture.completedFuture(value);
  }

  static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** Completes when all of {@code stages} have; fails if one does. */
  static CompletionStage<Void> all(Collection<? extends CompletionStage<?>> stages) {
    return CompletableFuture.allOf(
        stages.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }
}
