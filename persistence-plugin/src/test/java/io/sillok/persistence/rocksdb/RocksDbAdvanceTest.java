package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.AdvanceContract;
import java.nio.file.Path;

class RocksDbAdvanceTest extends AdvanceContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
