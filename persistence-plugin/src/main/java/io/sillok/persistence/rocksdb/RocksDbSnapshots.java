package io.sillok.persistence.rocksdb;

import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.SnapshotCodec;
import java.time.Instant;
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
  public CompletionStage<Optional<Found>> find(String persistenceId, Criteria criteria) {
    return access.read(database -> find(database, persistenceId, criteria, 1).stream().findFirst());
  }

  @Override
  public CompletionStage<Void> delete(String persistenceId, Criteria criteria) {
    return access
        .read(database -> find(database, persistenceId, criteria, Integer.MAX_VALUE))
        .thenCompose(found -> delete(persistenceId, found));
  }

  private CompletionStage<Void> delete(String persistenceId, List<Found> found) {
    SimpleChange delete =
        new SimpleChange(
            found.size() * 64L,
            (database, batch) -> deleteAll(database, batch, persistenceId, found));
    access.submit(delete);
    return delete.done();
  }

  private static void deleteAll(
      Database database, WriteBatch batch, String persistenceId, List<Found> found)
      throws RocksDBException {
    for (Found each : found) {
      batch.delete(
          database.family(Column.SNAPSHOT), Keys.entity(persistenceId, each.sequenceNumber()));
    }
  }

  /** Latest first. */
  private static List<Found> find(
      Database database, String persistenceId, Criteria criteria, int limit)
      throws RocksDBException {
    List<Found> found = new ArrayList<>();
    long highest = Math.max(0, criteria.maxSequenceNumber());
    try (Cursor cursor = database.cursor(Column.SNAPSHOT, RocksDbEntities.prefix(persistenceId))) {
      boolean here = cursor.seekBack(Keys.entity(persistenceId, highest));
      for (; here && found.size() < limit; here = cursor.back()) {
        long sequenceNumber = Keys.sequenceNumber(cursor.key());
        if (sequenceNumber < criteria.minSequenceNumber()) {
          break;
        }
        Found each = decode(persistenceId, sequenceNumber, cursor.value());
        if (admits(criteria, each)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static Found decode(String persistenceId, long sequenceNumber, byte[] value) {
    try {
      return new Found.Whole(
          SnapshotCodec.decode(
              persistenceId,
              sequenceNumber,
              value,
              () -> "snapshot %d of %s".formatted(sequenceNumber, persistenceId)));
    } catch (StoreException reason) {
      return new Found.Damaged(sequenceNumber, reason);
    }
  }

  private static boolean admits(Criteria criteria, Found found) {
    return switch (found) {
      case Found.Whole(Snapshot snapshot) -> {
        Instant savedAt = snapshot.savedAt().truncatedTo(ChronoUnit.MILLIS);
        yield !savedAt.isBefore(criteria.minSavedAt()) && !savedAt.isAfter(criteria.maxSavedAt());
      }
      case Found.Damaged ignored -> true;
    };
  }
}
