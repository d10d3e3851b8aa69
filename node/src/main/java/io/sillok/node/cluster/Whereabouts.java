package io.sillok.node.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Asks every partition of entities now and then, so that this node knows where each is. Which one
 * that is, the oldest node says, once: who asks for the first time, or after a move, while that
 * node is dead, waits until another has taken its place, though the partition is on a node that
 * lives.
 */
public final class Whereabouts {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PartitionProbe probe;
  private final int partitions;

  public Whereabouts(PartitionProbe probe, int partitions) {
    this.probe = probe;
    this.partitions = partitions;
  }

  /** Asks after each {@code pause}, until {@code system} begins to stop. */
  public void keep(ActorSystem<?> system, Duration pause) {
    Cancellable asking =
        system
            .scheduler()
            .scheduleWithFixedDelay(pause, pause, this::ask, system.executionContext());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "end-asking-for-partitions",
            () -> {
              asking.cancel();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private void ask() {
    for (int partition = 0; partition < partitions; partition++) {
      probe.probe(partition, PATIENCE); // one that does not answer is asked again
    }
  }
}
