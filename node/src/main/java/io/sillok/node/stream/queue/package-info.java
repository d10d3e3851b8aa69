/**
 * Queues: the events of a stream shared among workers, each acknowledged. A queue works per
 * partition of its stream: {@code kept} is what lasts, {@code delivery} the rules of what is handed
 * out, {@code shard} a partition at work, {@code front} where workers wait. Start with {@link
 * io.sillok.node.stream.queue.Queues}.
 */
@NullMarked
package io.sillok.node.stream.queue;

import org.jspecify.annotations.NullMarked;
