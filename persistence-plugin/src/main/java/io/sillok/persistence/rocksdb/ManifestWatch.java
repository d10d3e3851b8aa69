package io.sillok.persistence.rocksdb;

import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.CompactionJobInfo;
import org.rocksdb.FlushJobInfo;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the mark how far the manifest has grown each time that files took the place of others.
 * From then on the manifest alone tells where the data is.
 */
final class ManifestWatch extends AbstractEventListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ManifestWatch.class);

  private final Path directory;
  private final AcknowledgedMark mark;

  ManifestWatch(Path directory, AcknowledgedMark mark) {
    super(EnabledEventCallback.ON_FLUSH_COMPLETED, EnabledEventCallback.ON_COMPACTION_COMPLETED);
    this.directory = directory;
    this.mark = mark;
  }

  @Override
  public void onFlushCompleted(RocksDB database, FlushJobInfo flush) {
    note();
  }

  @Override
  public void onCompactionCompleted(RocksDB database, CompactionJobInfo compaction) {
    note();
  }

  /** A mark that lags behind is a weaker check, not a reason to stop. */
  private void note() {
    try {
      mark.seen(Manifest.of(directory));
    } catch (IOException | RuntimeException e) {
      LOGGER.debug("The manifest's growth could not be noted: {}", e.toString());
    }
  }
}
