package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.FactsContract;
import java.nio.file.Path;

class RocksDbFactsTest extends FactsContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }
}
