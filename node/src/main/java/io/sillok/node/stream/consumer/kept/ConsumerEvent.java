package io.sillok.node.stream.consumer.kept;

import java.util.List;
import java.util.Optional;

/** What happened to a consumer. */
public sealed interface ConsumerEvent {

  /**
   * @param from what is read first, by partition
   * @param filter for the events; empty for all
   */
  record ConsumerCreated(long generation, List<PartitionOffset> from, Optional<String> filter)
      implements ConsumerEvent {
    public ConsumerCreated {
      from = List.copyOf(from);
    }
  }

  /**
   * @param offsets of those partitions that went on
   */
  record PositionCommitted(List<PartitionOffset> offsets) implements ConsumerEvent {
    public PositionCommitted {
      offsets = List.copyOf(offsets);
    }
  }

  /**
   * Retention dropped them before they were committed.
   *
   * @param dropped by partition
   */
  record OffsetsSkipped(List<OffsetSpan> dropped) implements ConsumerEvent {
    public OffsetsSkipped {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * @param generation from now on
   * @param from where it was, by partition
   * @param to where it goes on, by partition
   */
  record PositionReset(long generation, List<PartitionOffset> from, List<PartitionOffset> to)
      implements ConsumerEvent {
    public PositionReset {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /**
   * @param generation from now on: what was handed out before went by another filter
   * @param filter from now on; empty for all
   */
  record FilterReplaced(long generation, Optional<String> filter) implements ConsumerEvent {}

  /**
   * @param generation that it had; the next one has a later
   */
  record ConsumerDeleted(long generation) implements ConsumerEvent {}
}
