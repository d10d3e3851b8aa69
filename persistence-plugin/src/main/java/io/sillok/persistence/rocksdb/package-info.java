/**
 * The embedded store: one RocksDB directory, held by one process. An append is one write batch of
 * block, index and head, synced before it is acknowledged. Start with {@link
 * io.sillok.persistence.rocksdb.RocksDbStore}; how a directory is checked before it is trusted is
 * in {@code OpenCheck}. Nothing of RocksDB's leaves this package.
 */
@NullMarked
package io.sillok.persistence.rocksdb;

import org.jspecify.annotations.NullMarked;
