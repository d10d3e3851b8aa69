package io.sillok.node.stream.consumer.kept;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A named consumer of a stream: how far it has come.
 *
 * @param exists whether it was created and not deleted since
 * @param generation grows each time that it is created or reset, or its filter replaced, from 1; a
 *     position of an earlier one says nothing any more
 * @param committed what is read next in each partition, by partition; one that is missing is read
 *     from its start
 * @param filter an expression that events must meet to be handed out; empty for all
 * @param skipped offsets that retention dropped before they were committed
 */
public record Consumer(
    boolean exists,
    long generation,
    List<PartitionOffset> committed,
    Optional<String> filter,
    long skipped) {

  /** Nobody has created it. */
  public static final Consumer NONE = new Consumer(false, 0, List.of(), Optional.empty());

  public Consumer {
    committed = List.copyOf(committed);
  }

  /** One that retention took nothing from. */
  public Consumer(
      boolean exists, long generation, List<PartitionOffset> committed, Optional<String> filter) {
    this(exists, generation, committed, filter, 0);
  }

  /** The offset that is read next in each partition; one that is missing is read from its start. */
  public SortedMap<Integer, Long> offsets() {
    return PartitionOffset.byPartition(committed);
  }

  Consumer filtering(Optional<String> other, long newGeneration) {
    return new Consumer(exists, newGeneration, committed, other, skipped);
  }

  Consumer without(List<OffsetSpan> dropped) {
    long offsets = dropped.stream().mapToLong(span -> span.to() - span.from()).sum();
    return new Consumer(exists, generation, committed, filter, skipped + offsets);
  }

  Consumer at(List<PartitionOffset> offsets, long newGeneration) {
    return new Consumer(exists, newGeneration, offsets, filter, skipped);
  }
}
