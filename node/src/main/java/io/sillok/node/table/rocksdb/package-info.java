/**
 * Tables in a RocksDB of the node's own, which is built again when it is missing or damaged.
 * Nothing else in the node knows RocksDB. Start with {@link
 * io.sillok.node.table.rocksdb.RocksTableStore}.
 */
@NullMarked
package io.sillok.node.table.rocksdb;

import org.jspecify.annotations.NullMarked;
