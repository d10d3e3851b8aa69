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
   */
  record Commit(long generation, List<PartitionOffset> offsets) implements ConsumerCommand {
    public Commit {
      offsets = List.copyOf(offsets);
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
