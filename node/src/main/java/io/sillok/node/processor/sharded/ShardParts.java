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
 * @param complaints what was told of those that have trouble
 */
record ShardParts(
    WorkParts work,
    Set<ActorRef<ProcessorMessage>> local,
    Map<String, ProcessorProgress> progress,
    Complaints complaints) {}
