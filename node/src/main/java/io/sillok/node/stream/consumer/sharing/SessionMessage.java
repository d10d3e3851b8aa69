package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.consumer.kept.OffsetSpan;
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

  /** It is time to keep what was passed and is not for the consumer. */
  record LookBack() implements SessionMessage {}

  /** In {@code spans} there is nothing for the consumer. */
  record LeftOut(long generation, List<OffsetSpan> spans) implements SessionMessage {}

  /**
   * What was to be kept is kept, or could not be.
   *
   * @param committed by then; empty if that is not known
   */
  record Kept(long generation, List<PartitionOffset> committed) implements SessionMessage {}

  /** It is time to tell that the session is there. */
  record Tick() implements SessionMessage {}

  /** Nobody listens any more. */
  record Closed() implements SessionMessage {}
}
