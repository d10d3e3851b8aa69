package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.QueueSettings;
import java.util.List;
import java.util.Optional;

/**
 * A queue as it is defined.
 *
 * @param present empty before it is created, and once it is deleted
 */
public record Queue(Optional<Present> present) {

  static final Queue NONE = new Queue(Optional.empty());

  /**
   * A queue that there is.
   *
   * @param queueId tells it from an earlier one of the same name
   * @param starts where it began, by partition
   */
  public record Present(String queueId, QueueSettings settings, List<PartitionStart> starts) {
    public Present {
      starts = List.copyOf(starts);
    }
  }
}
