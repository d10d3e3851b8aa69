/**
 * Where workers wait: one actor a node asks the partitions of queues for events, and is told when
 * there are some. Start with {@link io.sillok.node.stream.queue.front.QueueFronts}.
 */
@NullMarked
package io.sillok.node.stream.queue.front;

import org.jspecify.annotations.NullMarked;
