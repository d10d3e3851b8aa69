package io.sillok.persistence.pekko;

import io.sillok.persistence.LogStore;
import org.apache.pekko.actor.setup.Setup;

/**
 * Gives an actor system a store that is open already, whatever its settings say. The system closes
 * it when it ends.
 */
final class StoreSetup extends Setup {

  private final LogStore store;

  StoreSetup(LogStore store) {
    this.store = store;
  }

  LogStore store() {
    return store;
  }
}
