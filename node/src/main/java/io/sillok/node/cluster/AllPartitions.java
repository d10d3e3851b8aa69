package io.sillok.node.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Waits, at the start of a node, until every partition of the cluster has an owner. */
public final class AllPartitions {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PartitionProbe probe;
  private final int partitions;

  public AllPartitions(PartitionProbe probe, int partitions) {
    this.probe = probe;
    this.partitions = partitions;
  }

  /**
   * Completes when every partition has had an owner that answers. A partition that moves meanwhile
   * may lose a question, so it is asked again.
   *
   * @param timeout after it fails with {@link SilentPartitionsException}
   */
  public CompletionStage<Void> answer(Duration timeout) {
    long giveUp = System.nanoTime() + timeout.toNanos();
    Set<Integer> silent =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toCollection(ConcurrentSkipListSet::new));
    return CompletableFuture.allOf(
            IntStream.range(0, partitions)
                .mapToObj(partition -> answers(partition, giveUp, silent).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure ->
            CompletableFuture.failedFuture(
                new SilentPartitionsException(
                    silent.stream().toList(), partitions, timeout, failure)));
  }

  private CompletionStage<?> answers(int partition, long giveUp, Set<Integer> silent) {
    return probe
        .probe(partition, PATIENCE)
        .handle((answer, failure) -> failure)
        .thenCompose(failure -> {
          if (failure == null) {
            silent.remove(partition);
            return CompletableFuture.completedFuture(null);
          }
          return System.nanoTime() < giveUp
              ? answers(partition, giveUp, silent)
              : CompletableFuture.failedFuture(failure);
        });
  }
}
