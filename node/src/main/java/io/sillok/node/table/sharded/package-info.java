/**
 * Tables on the nodes of a cluster: one actor a partition of a table keeps it up with its log and
 * reads it. Start with {@link io.sillok.node.table.sharded.ShardedTables}.
 */
@NullMarked
package io.sillok.node.table.sharded;

import org.jspecify.annotations.NullMarked;
