package io.sillok.node.window.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.function.Function;

/**
 * Snapshots of shards in the store of the logs. Each has parts under an id of its own, and counts
 * once its manifest stands, which is written last. What a shard holds follows from the logs and
 * from how far it has read them, so any whole snapshot is right, whoever took it; the one that has
 * come farthest is used.
 */
public final class WindowSnapshots {

  private static final int SERIALIZER = 0;
  private static final String FORMAT = "sillok-windows-1";
  private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final Criteria ALL = upTo(Long.MAX_VALUE);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final SnapshotTable table;
  private final InstantSource clock;

  public WindowSnapshots(SnapshotTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  private static Criteria upTo(long sequenceNumber) {
    return new Criteria(0, sequenceNumber, Instant.EPOCH, LATEST);
  }

  private static String manifestOf(String shard) {
    return "sillok-windows|" + shard;
  }

  /** Has the id of the snapshot that was begun last. */
  private static String begunOf(String shard) {
    return manifestOf(shard) + "#begun";
  }

  static String partOf(String shard, UUID id, int part) {
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
   * Begins a snapshot, and drops what an earlier one left behind that came to no end.
   *
   * @param reached so many offsets of all inputs will be in it
   */
  public CompletionStage<Taking> take(String shard, long reached) {
    Taking taking = new Taking(shard, reached);
    return dropUnfinished(shard)
        .thenCompose(dropped -> save(begunOf(shard), 0, taking.id.toString().getBytes(UTF_8)))
        .thenApply(saved -> taking);
  }

  /** Drops all of {@code shard}, which does not run any more. */
  public CompletionStage<Void> drop(String shard) {
    return dropUnfinished(shard)
        .thenCompose(done -> dropWhole(shard, Long.MAX_VALUE))
        .thenCompose(done -> table.delete(begunOf(shard), ALL));
  }

  /** The parts of that which was begun last, if it has no manifest. */
  private CompletionStage<Void> dropUnfinished(String shard) {
    return last(shard)
        .thenCombine(
            table.find(begunOf(shard), ALL),
            (whole, begun) ->
                begun
                    .flatMap(WindowSnapshots::begun)
                    .filter(id -> whole.filter(each -> each.id().equals(id)).isEmpty())
                    .map(id -> dropParts(shard, id, 0))
                    .orElse(DONE))
        .thenCompose(Function.identity());
  }

  private static Optional<UUID> begun(SnapshotTable.Found found) {
    return found instanceof SnapshotTable.Found.Whole(Snapshot snapshot)
        ? Optional.of(UUID.fromString(new String(snapshot.payload().bytes(), UTF_8)))
        : Optional.empty();
  }

  /** Whole snapshots that have come to {@code reached} at most, with their parts. */
  private CompletionStage<Void> dropWhole(String shard, long reached) {
    return table
        .find(manifestOf(shard), upTo(reached))
        .thenCompose(found ->
            found.isEmpty()
                ? DONE
                : manifest(found.get())
                    .map(whole -> dropParts(shard, whole.id(), 0))
                    .orElse(DONE)
                    .thenCompose(done -> dropManifest(shard, found.get().sequenceNumber()))
                    .thenCompose(done -> dropWhole(shard, reached)));
  }

  private CompletionStage<Void> dropManifest(String shard, long reached) {
    return table.delete(manifestOf(shard), new Criteria(reached, reached, Instant.EPOCH, LATEST));
  }

  /** From number {@code part} on, as long as there are any. */
  private CompletionStage<Void> dropParts(String shard, UUID id, int part) {
    String name = partOf(shard, id, part);
    return table
        .find(name, ALL)
        .thenCompose(found ->
            found.isEmpty()
                ? DONE
                : table.delete(name, ALL).thenCompose(done -> dropParts(shard, id, part + 1)));
  }

  private CompletionStage<Void> save(String name, long reached, byte[] bytes) {
    return table.save(
        new Snapshot(
            name,
            reached,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            new Payload(SERIALIZER, FORMAT, bytes),
            null));
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

    /** Tells its parts from those of others. */
    UUID id() {
      return id;
    }

    /** Adds rows. */
    public CompletionStage<Void> add(List<StateRow> rows) {
      return save(partOf(shard, id, parts++), reached, StatePart.toBytes(rows));
    }

    /**
     * Ends it: from now on it is the last one, and those before are dropped. If somebody else has
     * come as far meanwhile, that counts.
     *
     * @param progress of the shard, as the shard keeps it
     */
    public CompletionStage<Void> end(byte[] progress) {
      return last(shard)
          .thenCompose(before ->
              before.filter(each -> each.reached() >= reached).isPresent()
                  ? dropParts(shard, id, 0)
                  : stand(progress));
    }

    private CompletionStage<Void> stand(byte[] progress) {
      return save(
              manifestOf(shard),
              reached,
              new SnapshotManifest(reached, id, parts, progress).toBytes())
          .thenCompose(saved -> dropWhole(shard, reached - 1));
    }
  }
}
