package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.EntityIndexContract;
import java.nio.file.Path;

class RocksDbEntityIndexTest extends EntityIndexContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
