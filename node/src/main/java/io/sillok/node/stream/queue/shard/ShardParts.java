package io.sillok.node.stream.queue.shard;

import io.sillok.node.entity.Entities;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.follow.StreamFollowers;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueFilter;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the partitions of queues work with.
 *
 * @param filters the filter of a queue
 * @param writing an event as workers get it: JSON in UTF-8
 */
public record ShardParts(
    Entities entities,
    StreamFollowers followers,
    Function<QueueDefinition, QueueFilter> filters,
    Function<StreamEvent, byte[]> writing,
    ShardSettings settings,
    InstantSource clock) {}
