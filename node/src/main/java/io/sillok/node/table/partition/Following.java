package io.sillok.node.table.partition;

import io.sillok.node.table.build.PartitionBuild;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.Permits;
import io.sillok.persistence.reader.LogFollower;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The rows of a partition and the log that goes into them. */
record Following(TableRows rows, PartitionBuild build, LogFollower log) {

  /**
   * Applies what the log has from {@code from} on; completes with the offset before which all
   * events are in the rows then, which is {@code from} at the end of the log.
   */
  CompletionStage<Long> advance(long from) {
    return log.read(from)
        .thenCompose(blocks ->
            blocks.isEmpty()
                ? CompletableFuture.completedFuture(from)
                : build.apply(blocks, from, Long.MAX_VALUE));
  }

  /** As {@link #advance}, once one of {@code permits} is free. */
  CompletionStage<Long> advance(long from, Permits permits) {
    CompletableFuture<Void> permitted = new CompletableFuture<>();
    permits.acquire(() -> permitted.complete(null));
    return permitted
        .thenCompose(free -> advance(from))
        .whenComplete((to, failure) -> permits.release());
  }
}
