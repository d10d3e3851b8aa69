package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.NodeMessage;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import java.util.List;

/** What a session takes. */
sealed interface SessionMessage extends NodeMessage {

  /**
   * Read these partitions and no others.
   *
   * @param number grows; an earlier share says nothing any more
   * @param generation of the consumer
   * @param filter of the consumer; empty for none
   * @param from where to begin in those that were not read before
   */
  record Share(long number, long generation, String filter, List<PartitionOffset> from)
      implements SessionMessage {}

  /** The coordinator has heard, and has nothing new to say. */
  record Heard() implements SessionMessage {}

  /** A coordinator begins: tell it what you read. */
  record CallIn() implements SessionMessage {}

  /** There is nothing to read any more: replaced by a later session, or the consumer is gone. */
  record Over() implements SessionMessage {}

  /** Nothing but these partitions is read any more. */
  record Took(long number, long generation, List<Integer> holding) implements SessionMessage {}

  /** It is time to tell that the session is there. */
  record Tick() implements SessionMessage {}

  /** Nobody listens any more. */
  record Closed() implements SessionMessage {}
}
