package io.sillok.persistence.pekko;

import java.nio.file.Path;

class RocksDbDurableStateTest extends DurableStateContract {
  @Override
  protected Node start(Path directory, String settings) {
    return Node.start(directory, settings);
  }
}
