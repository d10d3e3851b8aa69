package io.sillok.node.processor.sharded;

import io.sillok.node.processor.ProcessorProgress;
import io.sillok.node.processor.work.WorkParts;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the partitions of processors on a node share.
 *
 * @param local those that are here
 * @param progress of those, by name
 * @param complaints what was told last of each processor that has trouble
 */
record ShardParts(
    WorkParts work,
    Set<ActorRef<ProcessorMessage>> local,
    Map<String, ProcessorProgress> progress,
    Map<String, String> complaints) {

  /** Whether it is news that {@code processor} has that trouble; partitions often share it. */
  boolean isNews(String processor, String trouble) {
    return !trouble.equals(complaints.put(processor, trouble));
  }

  /** Whether the trouble was told last of {@code processor}; it is over. */
  boolean isOver(String processor, String trouble) {
    return complaints.remove(processor, trouble);
  }
}
