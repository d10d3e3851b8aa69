/**
 * Processors on cluster sharding: an actor for each partition of each, which lives where the
 * partition does. Start with {@link io.sillok.node.processor.sharded.ShardedProcessors}.
 */
@NullMarked
package io.sillok.node.processor.sharded;

import org.jspecify.annotations.NullMarked;
