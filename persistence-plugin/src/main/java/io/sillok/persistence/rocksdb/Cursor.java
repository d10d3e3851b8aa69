package io.sillok.persistence.rocksdb;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A short walk over the keys of one column that start with a prefix. */
final class Cursor implements AutoCloseable {

  private final Slice bound;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final byte[] prefix;

  Cursor(RocksDB database, ColumnFamilyHandle family, byte[] prefix) {
    this.prefix = prefix;
    bound = new Slice(behind(prefix));
    options = new ReadOptions().setVerifyChecksums(true);
    if (prefix.length > 0) {
      options.setIterateUpperBound(bound);
    }
    iterator = database.newIterator(family, options);
  }

  /** Goes to the first key that is not before {@code key}; whether there is one. */
  boolean seek(byte[] key) throws RocksDBException {
    iterator.seek(key);
    return here();
  }

  /** Goes to the last key that is not behind {@code key}; whether there is one. */
  boolean seekBack(byte[] key) throws RocksDBException {
    iterator.seekForPrev(key);
    return here();
  }

  boolean next() throws RocksDBException {
    iterator.next();
    return here();
  }

  boolean back() throws RocksDBException {
    iterator.prev();
    return here();
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  private boolean here() throws RocksDBException {
    if (iterator.isValid()) {
      return Keys.startsWith(iterator.key(), prefix);
    }
    iterator.status(); // the end and an error look alike until here
    return false;
  }

  /**
   * The first key behind all that start with {@code prefix}; no bound is needed when all are FF.
   */
  private static byte[] behind(byte[] prefix) {
    byte[] behind = prefix.clone();
    for (int last = behind.length - 1; last >= 0; last--) {
      if (++behind[last] != 0) {
        break;
      }
    }
    return behind;
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    bound.close();
  }
}
