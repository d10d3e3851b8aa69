package io.sillok.node.processor.sharded;

import io.sillok.node.cluster.partition.PartitionActors;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Sees to it that all partitions of all processors are at work, wherever they are: after a start, a
 * move or a crash nobody else would ask for them.
 */
final class ProcessorKeeper {

  private final PartitionActors<ProcessorMessage> shards;
  private final Set<String> processors;
  private final int partitions;

  ProcessorKeeper(
      PartitionActors<ProcessorMessage> shards, Set<String> processors, int partitions) {
    this.shards = shards;
    this.processors = processors;
    this.partitions = partitions;
  }

  /** Wakes all of them now, and then in each interval. */
  Cancellable start(ActorSystem<?> system, Duration interval) {
    return system
        .scheduler()
        .scheduleWithFixedDelay(Duration.ZERO, interval, this::wakeAll, system.executionContext());
  }

  private void wakeAll() {
    for (String processor : processors) {
      for (int partition = 0; partition < partitions; partition++) {
        shards.tell(processor, partition, new ProcessorMessage.Wake());
      }
    }
  }
}
