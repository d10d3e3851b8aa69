package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.StreamLogContract;
import java.nio.file.Path;

class RocksDbStreamLogTest extends StreamLogContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
