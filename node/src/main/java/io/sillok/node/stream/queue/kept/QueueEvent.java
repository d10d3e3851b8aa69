package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.QueueSettings;
import java.util.List;

/** What happens to the definition of a queue. */
public sealed interface QueueEvent {

  /**
   * @param queueId tells it from an earlier one of the same name
   */
  record QueueCreated(String queueId, QueueSettings settings, List<PartitionStart> starts)
      implements QueueEvent {
    public QueueCreated {
      starts = List.copyOf(starts);
    }
  }

  record QueueChanged(QueueSettings settings) implements QueueEvent {}

  record QueueDeleted() implements QueueEvent {}
}
