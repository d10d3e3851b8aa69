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
 */
public record Consumer(
    boolean exists, long generation, List<PartitionOffset> committed, Optional<String> filter) {

  /** Nobody has created it. */
  public static final Consumer NONE = new Consumer(false, 0, List.of(), Optional.empty());

  public Consumer {
    committed = List.copyOf(committed);
  }

  /** The offset that is read next in each partition; one that is missing is read from its start. */
  public SortedMap<Integer, Long> offsets() {
    return PartitionOffset.byPartition(committed);
  }

  Consumer filtering(Optional<String> other, long newGeneration) {
    return new Consumer(exists, newGeneration, committed, other);
  }

  Consumer at(List<PartitionOffset> offsets, long newGeneration) {
    return new Consumer(exists, newGeneration, offsets, filter);
  }
}
