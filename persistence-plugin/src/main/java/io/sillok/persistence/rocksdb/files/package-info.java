/**
 * A store's directory, looked at without RocksDB: who holds it, how far it was acknowledged,
 * whether its write-ahead log and manifest are whole. Start with {@link
 * io.sillok.persistence.rocksdb.files.WriteAheadLog}.
 */
@NullMarked
package io.sillok.persistence.rocksdb.files;

import org.jspecify.annotations.NullMarked;
