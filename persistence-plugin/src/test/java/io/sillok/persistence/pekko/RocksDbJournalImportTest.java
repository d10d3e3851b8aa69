package io.sillok.persistence.pekko;

import java.nio.file.Path;

class RocksDbJournalImportTest extends JournalImportContract {
  @Override
  protected Node start(Path directory, String settings) {
    return Node.start(directory, settings);
  }
}
