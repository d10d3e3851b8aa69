package io.sillok.persistence.memory;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.EntityIndexContract;
import java.nio.file.Path;

class MemoryIndexTest extends EntityIndexContract {

  private final LogStore store = new MemoryStore(4);

  @Override
  protected LogStore open(Path place) {
    return store;
  }
}
