package io.sillok.node.cli.store;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.nio.file.Path;

/** Where a copy goes. */
interface StoreTarget {

  /**
   * Opens the target, and makes it if it is not there yet.
   *
   * @param partitions of the source
   */
  LogStore open(int partitions);

  /** An embedded store. */
  static StoreTarget directory(Path directory) {
    return partitions -> {
      try {
        return StoppedStore.open(directory);
      } catch (StoreException failure) {
        if (!failure.code().equals("store-missing")) {
          throw failure;
        }
        return RocksDbStore.open(
            new RocksDbSettings(directory, partitions, Verify.TAIL, 16L << 20, 64L << 20),
            Runnable::run);
      }
    };
  }
}
