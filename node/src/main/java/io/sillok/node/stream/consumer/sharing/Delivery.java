package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.consumer.ConsumerPosition;
import java.util.List;

/** What a connected instance of a consumer is given. */
public sealed interface Delivery {

  /**
   * From now on these partitions are the instance's, and no others.
   *
   * @param partitions in order
   */
  record Assigned(List<Integer> partitions) implements Delivery {
    public Assigned {
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * An event of one of its partitions.
   *
   * @param position commits it and all before it that this instance was given
   */
  record Handed(StreamEvent event, ConsumerPosition position) implements Delivery {}
}
