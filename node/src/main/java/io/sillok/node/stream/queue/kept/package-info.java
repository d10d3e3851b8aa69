/**
 * What lasts of queues, as entities of the node's own: how each queue is defined, and how far each
 * partition of it has come. Pure rules; knows nothing of leases. Start with {@link
 * io.sillok.node.stream.queue.kept.ProgressRules}.
 */
@NullMarked
package io.sillok.node.stream.queue.kept;

import org.jspecify.annotations.NullMarked;
