package io.sillok.node.processor.kept;

import java.util.List;

/**
 * Where a stream ended when that was looked at.
 *
 * @param offsets of the next events, by partition; those that are missing are 0
 */
public record StreamHeads(String stream, List<Long> offsets) {

  public StreamHeads {
    offsets = List.copyOf(offsets);
  }

  public long of(int partition) {
    return partition < offsets.size() ? offsets.get(partition) : 0;
  }
}
