package io.sillok.persistence.pekko;

import java.nio.file.Path;

class RocksDbStreamsBesideEntitiesTest extends StreamsBesideEntitiesContract {
  @Override
  protected Node start(Path directory, String settings) {
    return Node.start(directory, settings);
  }
}
