package io.sillok.persistence.rocksdb;

import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import java.nio.file.Path;
import org.rocksdb.WriteBatch;

/** Writes into the snapshots of a store that is closed what no snapshot is. */
public final class SnapshotDamage {

  private SnapshotDamage() {}

  public static void overwrite(
      Path directory, int partitions, String persistenceId, long sequenceNumber, byte[] garbage)
      throws Exception {
    RocksDbSettings settings =
        new RocksDbSettings(directory, partitions, Verify.FULL, 1 << 20, 64 << 10);
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory, OpenCheck.run(settings));
        Database database = Database.open(settings, mark);
        WriteBatch batch = new WriteBatch()) {
      byte[] key = Keys.entity(persistenceId, sequenceNumber);
      if (database.get(Column.SNAPSHOT, key) == null) {
        throw new IllegalStateException("No snapshot %d to damage".formatted(sequenceNumber));
      }
      batch.put(database.family(Column.SNAPSHOT), key, garbage);
      database.write(batch);
    }
  }
}
