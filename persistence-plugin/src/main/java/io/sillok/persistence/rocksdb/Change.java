package io.sillok.persistence.rocksdb;

import io.sillok.persistence.StoreException;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Something to write, and whoever waits for it. The committer's thread calls all methods. */
interface Change {

  /** About how many bytes it writes. */
  long bytes();

  /** Puts what is to be written into {@code batch}; sees what earlier changes have put. */
  void stage(Database database, WriteBatch batch) throws RocksDBException;

  /** The batch is durable. */
  void committed();

  /** It is not known to be durable, and never will be. */
  void failed(StoreException reason);
}
