package io.sillok.node.cli.store;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.rocksdb.StoreLook;
import java.nio.file.Path;

/** An embedded store; no node may hold it. */
record DirectoryPlace(Path directory) implements StorePlace {

  private static final long CACHE_BYTES = 16L << 20;
  private static final long WRITE_BUFFER_BYTES = 64L << 20;

  @Override
  public LogStore look() {
    return StoreLook.open(directory, Runnable::run);
  }

  @Override
  public LogStore open() {
    return RocksDbStore.openExisting(directory, Verify.TAIL, Runnable::run);
  }

  @Override
  public LogStore make(int partitions) {
    try {
      return open();
    } catch (StoreException failure) {
      if (!failure.code().equals("store-missing")) {
        throw failure;
      }
      return RocksDbStore.open(
          new RocksDbSettings(directory, partitions, Verify.TAIL, CACHE_BYTES, WRITE_BUFFER_BYTES),
          Runnable::run);
    }
  }
}
