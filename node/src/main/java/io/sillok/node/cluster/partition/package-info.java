/**
 * The actor of each partition, on the node that has it: how messages get there, while it moves,
 * too. Start with {@link PartitionActors}.
 */
@NullMarked
package io.sillok.node.cluster.partition;

import org.jspecify.annotations.NullMarked;
