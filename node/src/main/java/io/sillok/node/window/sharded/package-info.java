/**
 * Keeps the readers and shards of projections going in a cluster. Start with {@link
 * io.sillok.node.window.sharded.ShardedProjections}.
 */
@NullMarked
package io.sillok.node.window.sharded;

import org.jspecify.annotations.NullMarked;
