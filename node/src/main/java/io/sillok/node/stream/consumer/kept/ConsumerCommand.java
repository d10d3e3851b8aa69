package io.sillok.node.stream.consumer.kept;

import java.util.List;
import java.util.Optional;

/** What can be asked of a consumer. */
public sealed interface ConsumerCommand {

  /**
   * Begins to keep a position; changes nothing of a consumer that exists. Replies it.
   *
   * @param from what is read first, by partition
   * @param filter for the events; empty for all, or for the one that it has
   */
  record Create(List<PartitionOffset> from, Optional<String> filter) implements ConsumerCommand {
    public Create {
      from = List.copyOf(from);
    }
  }

  /**
   * Everything before {@code offsets} was consumed; other partitions stay where they are, and none
   * goes back. Replies the consumer after it.
   *
   * @param generation that the consumer had when the position was given
   * @param starts where the partitions begin of which retention has dropped something
   */
  record Commit(long generation, List<PartitionOffset> offsets, List<PartitionOffset> starts)
      implements ConsumerCommand {
    public Commit {
      offsets = List.copyOf(offsets);
      starts = List.copyOf(starts);
    }
  }

  /**
   * There is nothing for the consumer in {@code spans}, so whoever has come to one of them goes on
   * behind it; other partitions stay where they are. Replies the consumer after it.
   *
   * @param generation that the consumer had when they were read; of another one they say nothing
   * @param starts where the partitions begin of which retention has dropped something
   */
  record LeaveOut(long generation, List<OffsetSpan> spans, List<PartitionOffset> starts)
      implements ConsumerCommand {
    public LeaveOut {
      spans = List.copyOf(spans);
      starts = List.copyOf(starts);
    }
  }

  /** Goes on elsewhere, in all partitions. Replies the consumer before it. */
  record Reset(List<PartitionOffset> to) implements ConsumerCommand {
    public Reset {
      to = List.copyOf(to);
    }
  }

  /**
   * Has another filter from now on, and goes on where it is. Replies the consumer after it.
   *
   * @param filter empty for all events
   */
  record ReplaceFilter(Optional<String> filter) implements ConsumerCommand {}

  /** Forgets the position. Replies the consumer before it. */
  record Delete() implements ConsumerCommand {}
}
