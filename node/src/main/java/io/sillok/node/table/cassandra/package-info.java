/**
 * Tables in the keyspace of the logs, where any node finds them. Nothing else in the node knows the
 * driver. Start with {@link io.sillok.node.table.cassandra.CassandraTableStore}.
 */
@NullMarked
package io.sillok.node.table.cassandra;

import org.jspecify.annotations.NullMarked;
