package io.sillok.node.window.sharded;

import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.ProjectionVerification;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Verifications under way: one that takes longer than who asks may wait goes on. */
final class VerifyJobs {

  private final Duration patience;
  private final Map<String, CompletableFuture<ProjectionVerification>> jobs =
      new ConcurrentHashMap<>();

  VerifyJobs(Duration patience) {
    this.patience = patience;
  }

  /** The outcome of the verification of {@code projection} that is under way, or is begun now. */
  CompletionStage<ProjectionVerification> outcome(
      String projection, Supplier<CompletionStage<ProjectionVerification>> begin) {
    CompletableFuture<ProjectionVerification> job =
        jobs.computeIfAbsent(projection, none -> begin.get().toCompletableFuture());
    return job.copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle((outcome, failure) -> {
          if (outcome != null) {
            jobs.remove(projection, job);
            return outcome;
          }
          if (job.isDone()) {
            jobs.remove(projection, job);
            throw failure instanceof CompletionException wrapped
                ? wrapped
                : new CompletionException(failure);
          }
          throw new ProjectionUnavailableException(
              "Projection %s is being verified; ask this node again for the outcome"
                  .formatted(projection));
        });
  }
}
