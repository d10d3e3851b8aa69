/**
 * Which events of a partition are ready, leased, delayed or settled, and how they go from one to
 * the other. Pure: no actor, clock or store. Start with {@link
 * io.sillok.node.stream.queue.delivery.Deliveries}.
 */
@NullMarked
package io.sillok.node.stream.queue.delivery;

import org.jspecify.annotations.NullMarked;
