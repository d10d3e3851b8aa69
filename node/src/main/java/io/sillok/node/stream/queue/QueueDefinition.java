package io.sillok.node.stream.queue;

import io.sillok.node.stream.queue.kept.PartitionStart;
import java.util.List;

/**
 * A queue on a stream.
 *
 * @param name unique to the stream
 * @param id tells it from an earlier one of the same name
 * @param version grows with each change, and when it is made anew
 * @param starts where it began, by partition; one that is missing began at its start
 */
public record QueueDefinition(
    String stream,
    String name,
    String id,
    long version,
    QueueSettings settings,
    List<PartitionStart> starts) {

  public QueueDefinition {
    starts = List.copyOf(starts);
  }

  /** Names it among the queues of all streams: {@code STREAM/QUEUE}. */
  public String path() {
    return stream + "/" + name;
  }

  /** The first offset of {@code partition} that the queue hands out. */
  public long start(int partition) {
    return starts.stream()
        .filter(start -> start.partition() == partition)
        .mapToLong(PartitionStart::offset)
        .findFirst()
        .orElse(0);
  }

  /** Whether it hands out the same events as {@code other}, in the same order. */
  public boolean handsOutAs(QueueDefinition other) {
    return id.equals(other.id)
        && settings.filter().equals(other.settings.filter())
        && settings.ordered() == other.settings.ordered();
  }
}
