package io.sillok.persistence.rocksdb;

import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.codec.SnapshotCodec;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Snapshots in RocksDB, several for each persistence id. */
record RocksDbSnapshots(Access access) implements SnapshotTable {

  @Override
  public CompletionStage<Void> save(Snapshot snapshot) {
    byte[] key = Keys.entity(snapshot.persistenceId(), snapshot.sequenceNumber());
    byte[] value = SnapshotCodec.encode(snapshot);
    SimpleChange save =
        new SimpleChange(
            value.length,
            (database, batch) -> batch.put(database.family(Column.SNAPSHOT), key, value));
    access.submit(save);
    return save.done();
  }

  @Override
  public CompletionStage<Optional<Snapshot>> latest(String persistenceId, Criteria criteria) {
    return access.read(database -> find(database, persistenceId, criteria, 1).stream().findFirst());
  }

  @Override
  public CompletionStage<Void> delete(String persistenceId, Criteria criteria) {
    return access
        .read(database -> find(database, persistenceId, criteria, Integer.MAX_VALUE))
        .thenCompose(this::delete);
  }

  private CompletionStage<Void> delete(List<Snapshot> snapshots) {
    SimpleChange delete =
        new SimpleChange(
            snapshots.size() * 64L, (database, batch) -> deleteAll(database, batch, snapshots));
    access.submit(delete);
    return delete.done();
  }

  private static void deleteAll(Database database, WriteBatch batch, List<Snapshot> snapshots)
      throws RocksDBException {
    for (Snapshot each : snapshots) {
      batch.delete(
          database.family(Column.SNAPSHOT),
          Keys.entity(each.persistenceId(), each.sequenceNumber()));
    }
  }

  /** Latest first. */
  private static List<Snapshot> find(
      Database database, String persistenceId, Criteria criteria, int limit)
      throws RocksDBException {
    List<Snapshot> found = new ArrayList<>();
    long highest = Math.max(0, criteria.maxSequenceNumber());
    try (Cursor cursor = database.cursor(Column.SNAPSHOT, RocksDbEntities.prefix(persistenceId))) {
      boolean here = cursor.seekBack(Keys.entity(persistenceId, highest));
      for (; here && found.size() < limit; here = cursor.back()) {
        long sequenceNumber = Keys.sequenceNumber(cursor.key());
        if (sequenceNumber < criteria.minSequenceNumber()) {
          break;
        }
        Snapshot snapshot = decode(persistenceId, sequenceNumber, cursor.value());
        if (admits(criteria, snapshot)) {
          found.add(snapshot);
        }
      }
    }
    return found;
  }

  private static Snapshot decode(String persistenceId, long sequenceNumber, byte[] value) {
    return SnapshotCodec.decode(
        persistenceId,
        sequenceNumber,
        value,
        () -> "snapshot %d of %s".formatted(sequenceNumber, persistenceId));
  }

  private static boolean admits(Criteria criteria, Snapshot snapshot) {
    var savedAt = snapshot.savedAt().truncatedTo(ChronoUnit.MILLIS);
    return !savedAt.isBefore(criteria.minSavedAt()) && !savedAt.isAfter(criteria.maxSavedAt());
  }
}
