package io.sillok.persistence.pekko;

import io.sillok.persistence.memory.MemoryStore;

class LiveAcrossNodesTest extends LiveAcrossNodes {

  private final MemoryStore store = new MemoryStore(4);

  @Override
  protected Node start(String settings) {
    return Node.start(store, settings);
  }
}
