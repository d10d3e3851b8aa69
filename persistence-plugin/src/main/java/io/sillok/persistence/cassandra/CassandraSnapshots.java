package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.codec.SnapshotCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Snapshots in Cassandra. */
final class CassandraSnapshots implements SnapshotTable {

  /** A statement may not be larger than half of Cassandra's commit log segment, 32 MiB. */
  private static final int MOST_BYTES = 15 << 20;

  private static final int PAGE = 2;

  private final Cql cql;
  private final PreparedStatement insert;
  private final PreparedStatement find;
  private final PreparedStatement delete;

  CassandraSnapshots(Cql cql) {
    this.cql = cql;
    insert =
        cql.prepare(
            "INSERT INTO %s.snapshots (persistence_id, sequence_nr, snapshot) VALUES (?, ?, ?)");
    find =
        cql.prepare(
            "SELECT sequence_nr, snapshot, WRITETIME(snapshot) AS written_at FROM %s.snapshots WHERE"
                + " persistence_id = ? AND sequence_nr <= ? AND sequence_nr >= ?");
    // As old as what is deleted, whatever clock wrote that and whatever clock this process has.
    delete =
        cql.prepare(
            "DELETE FROM %s.snapshots USING TIMESTAMP ? WHERE persistence_id = ? AND sequence_nr = ?");
  }

  @Override
  public CompletionStage<Void> save(Snapshot snapshot) {
    byte[] bytes = SnapshotCodec.encode(snapshot);
    if (bytes.length > MOST_BYTES) {
      return CompletableFuture.failedFuture(
          new StoreException(
              "snapshot-too-large",
              "Snapshot %d of %s has %d bytes, more than the %d that Cassandra takes; keep less in the state"
                  .formatted(
                      snapshot.sequenceNumber(),
                      snapshot.persistenceId(),
                      bytes.length,
                      MOST_BYTES),
              null));
    }
    return cql.run(
        insert.bind(snapshot.persistenceId(), snapshot.sequenceNumber(), ByteBuffer.wrap(bytes)),
        "saving a snapshot of " + snapshot.persistenceId());
  }

  @Override
  public CompletionStage<Optional<Found>> find(String persistenceId, Criteria criteria) {
    return admitted(persistenceId, criteria, 1)
        .thenApply(stored -> stored.stream().map(Stored::found).findFirst());
  }

  @Override
  public CompletionStage<Void> delete(String persistenceId, Criteria criteria) {
    return admitted(persistenceId, criteria, Integer.MAX_VALUE)
        .thenCompose(stored ->
            Stages.all(
                stored.stream()
                    .map(each ->
                        cql.run(
                            delete.bind(
                                each.writtenAt(), persistenceId, each.found().sequenceNumber()),
                            "deleting a snapshot of " + persistenceId))
                    .toList()));
  }

  /**
   * @param writtenAt Cassandra's own timestamp
   */
  private record Stored(Found found, long writtenAt) {}

  /** The latest {@code limit} snapshots that {@code criteria} admit, latest first. */
  private CompletionStage<List<Stored>> admitted(
      String persistenceId, Criteria criteria, int limit) {
    List<Stored> admitted = new java.util.ArrayList<>();
    return cql.some(
            find.bind(
                    persistenceId,
                    Math.max(0, criteria.maxSequenceNumber()),
                    criteria.minSequenceNumber())
                .setPageSize(PAGE),
            row -> {
              if (admitted.size() < limit) {
                Found found = found(persistenceId, row);
                if (admits(criteria, found)) {
                  admitted.add(new Stored(found, row.getLong("written_at")));
                }
              }
              return admitted.size() < limit;
            },
            "reading the snapshots of " + persistenceId)
        .thenApply(rows -> admitted);
  }

  private static Found found(String persistenceId, Row row) {
    long sequenceNumber = row.getLong("sequence_nr");
    try {
      return new Found.Whole(
          SnapshotCodec.decode(
              persistenceId,
              sequenceNumber,
              LogTable.bytes(row.getByteBuffer("snapshot")),
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
