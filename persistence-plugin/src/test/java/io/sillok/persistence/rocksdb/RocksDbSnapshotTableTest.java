package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.SnapshotTableContract;
import java.nio.file.Path;

class RocksDbSnapshotTableTest extends SnapshotTableContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
