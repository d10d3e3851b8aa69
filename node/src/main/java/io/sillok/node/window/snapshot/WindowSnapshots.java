package io.sillok.node.window.snapshot;

import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import io.sillok.protocol.window.run.StateRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Snapshots of shards in the store of the logs. Each has parts under an id of its own, and counts
 * once its manifest stands, which is written last. What a shard holds follows from the logs and
 * from how far it has read them, so any whole snapshot is right, whoever took it; the one that has
 * come farthest is used.
 */
public final class WindowSnapshots {

  private static final int SERIALIZER = 0;
  private static final String FORMAT = "sillok-windows-1";
  private static final Criteria ALL = upTo(Long.MAX_VALUE);

  private final SnapshotTable table;
  private final InstantSource clock;

  public WindowSnapshots(SnapshotTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  private static Criteria upTo(long sequenceNumber) {
    return new Criteria(0, sequenceNumber, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
  }

  private static String manifestOf(String shard) {
    return "sillok-windows|" + shard;
  }

  private static String partOf(String shard, UUID id, int part) {
    return "%s#%s#%d".formatted(manifestOf(shard), id, part);
  }

  /** The last snapshot of {@code shard}; nothing if there is none that can be read. */
  public CompletionStage<Optional<SnapshotManifest>> last(String shard) {
    return table
        .find(manifestOf(shard), ALL)
        .thenApply(found -> found.flatMap(WindowSnapshots::manifest));
  }

  private static Optional<SnapshotManifest> manifest(SnapshotTable.Found found) {
    return found instanceof SnapshotTable.Found.Whole(Snapshot snapshot)
            && snapshot.payload().manifest().equals(FORMAT)
        ? Optional.of(SnapshotManifest.of(snapshot.payload().bytes()))
        : Optional.empty();
  }

  /**
   * All rows of {@code snapshot}; nothing if it is not there any more, for there is a later one.
   */
  public CompletionStage<Optional<List<StateRow>>> rows(String shard, SnapshotManifest snapshot) {
    return rows(shard, snapshot, 0, new ArrayList<>());
  }

  private CompletionStage<Optional<List<StateRow>>> rows(
      String shard, SnapshotManifest snapshot, int part, List<StateRow> sofar) {
    if (part == snapshot.parts()) {
      return CompletableFuture.completedFuture(Optional.of(sofar));
    }
    return table
        .find(partOf(shard, snapshot.id(), part), ALL)
        .thenCompose(found -> {
          if (!(found.orElse(null) instanceof SnapshotTable.Found.Whole(Snapshot whole))) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
          sofar.addAll(StatePart.of(whole.payload().bytes()));
          return rows(shard, snapshot, part + 1, sofar);
        });
  }

  /**
   * Begins a snapshot.
   *
   * @param reached so many offsets of all inputs will be in it
   */
  public Taking take(String shard, long reached) {
    return new Taking(shard, reached);
  }

  /** A snapshot that is being taken; one call at a time. */
  public final class Taking {

    private final String shard;
    private final long reached;
    private final UUID id = UUID.randomUUID();
    private int parts;

    private Taking(String shard, long reached) {
      this.shard = shard;
      this.reached = reached;
    }

    /** Adds rows. */
    public CompletionStage<Void> add(List<StateRow> rows) {
      return save(partOf(shard, id, parts++), StatePart.toBytes(rows));
    }

    /**
     * Ends it: from now on it is the last one, and the one before is dropped.
     *
     * @param progress of the shard, as the shard keeps it
     */
    public CompletionStage<Void> end(byte[] progress) {
      return last(shard)
          .thenCompose(before ->
              save(manifestOf(shard), new SnapshotManifest(reached, id, parts, progress).toBytes())
                  .thenCompose(saved -> drop(before)));
    }

    private CompletionStage<Void> save(String name, byte[] bytes) {
      return table.save(
          new Snapshot(
              name,
              reached,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              new Payload(SERIALIZER, FORMAT, bytes),
              null));
    }

    private CompletionStage<Void> drop(Optional<SnapshotManifest> before) {
      CompletionStage<Void> dropped =
          table.delete(manifestOf(shard), upTo(Math.max(0, reached - 1)));
      if (before.isEmpty() || before.get().reached() > reached) {
        return dropped; // somebody else has come farther, and that counts
      }
      for (int part = 0; part < before.get().parts(); part++) {
        String old = partOf(shard, before.get().id(), part);
        dropped = dropped.thenCompose(done -> table.delete(old, ALL));
      }
      return dropped;
    }
  }
}
