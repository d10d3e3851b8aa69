package io.sillok.persistence.pekko;

import java.nio.file.Path;

class RocksDbJournalProtocolTest extends JournalProtocolContract {
  @Override
  protected Node start(Path directory, String settings) {
    return Node.start(directory, settings);
  }
}
