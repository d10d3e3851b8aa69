package io.sillok.persistence.pekko;

import java.nio.file.Path;

class RocksDbReplicationTest extends ReplicationContract {
  @Override
  protected Node start(Path directory, String settings) {
    return Node.start(directory, settings);
  }
}
