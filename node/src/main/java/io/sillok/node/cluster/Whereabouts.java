package io.sillok.node.cluster;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Asks every partition now and then, so that this node knows where each is. Which one that is, the
 * oldest node says, once: who asks for the first time, or after a move, while that node is dead,
 * waits until another has taken its place, though the partition is on a node that lives.
 */
public final class Whereabouts {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PartitionProbe probe;
  private final int partitions;

  public Whereabouts(PartitionProbe probe, int partitions) {
    this.probe = probe;
    this.partitions = partitions;
  }

  /** Asks for as long as {@code system} runs, after each {@code pause}. */
  public void keep(ActorSystem<?> system, Duration pause) {
    system.scheduler().scheduleWithFixedDelay(pause, pause, this::ask, system.executionContext());
  }

  private void ask() {
    for (int partition = 0; partition < partitions; partition++) {
      probe.probe(partition, PATIENCE); // one that does not answer is asked again
    }
  }
}
