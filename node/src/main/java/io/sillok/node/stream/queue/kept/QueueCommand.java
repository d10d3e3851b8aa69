package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.QueueSettings;
import java.util.List;

/** What the definition of a queue takes. */
public sealed interface QueueCommand {

  /**
   * Makes the queue, or changes how it hands out events.
   *
   * @param starts where it begins, if it is new; partitions that are missing begin at their start
   */
  record Define(QueueSettings settings, List<PartitionStart> starts) implements QueueCommand {
    public Define {
      starts = List.copyOf(starts);
    }
  }

  record Delete() implements QueueCommand {}
}
