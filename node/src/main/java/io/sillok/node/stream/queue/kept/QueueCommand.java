package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.QueueWish;
import java.util.List;

/** What the definition of a queue takes. */
public sealed interface QueueCommand {

  /**
   * Makes the queue, or changes how it hands out events.
   *
   * @param wish what it leaves open stays, or is as usual
   * @param starts where it begins, if it is new; partitions that are missing begin at their start
   */
  record Define(QueueWish wish, List<PartitionStart> starts) implements QueueCommand {
    public Define {
      starts = List.copyOf(starts);
    }
  }

  record Delete() implements QueueCommand {}
}
