/**
 * One partition of a queue as an actor that lives with the partition: reads the stream ahead, hands
 * events out, and has what lasts recorded. Start with {@link
 * io.sillok.node.stream.queue.shard.QueueShard}.
 */
@NullMarked
package io.sillok.node.stream.queue.shard;

import org.jspecify.annotations.NullMarked;
