package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.PartitionLogContract;
import java.nio.file.Path;

class RocksDbPartitionLogTest extends PartitionLogContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
