package io.sillok.node.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks a partition, wherever it lives, for a sign of life. */
@FunctionalInterface
public interface PartitionProbe {

  /**
   * Completes when {@code partition} answers, and fails when it does not within {@code timeout}.
   */
  CompletionStage<?> probe(int partition, Duration timeout);
}
