package io.sillok.persistence.memory;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.AdvanceContract;
import java.nio.file.Path;

class MemoryAdvanceTest extends AdvanceContract {

  private final LogStore store = new MemoryStore(4);

  @Override
  protected LogStore open(Path place) {
    return store;
  }
}
