package io.sillok.node.window.snapshot;

import io.sillok.node.window.HandOver;
import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How far shards have told their windows, in the store of the logs: so that is known of a version
 * that does not run any more, too.
 */
public final class ToldMarks {

  private static final int SERIALIZER = 0;
  private static final String FORMAT = "sillok-told-1";
  private static final Criteria ALL =
      new Criteria(0, Long.MAX_VALUE, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));

  private final SnapshotTable table;
  private final InstantSource clock;

  public ToldMarks(SnapshotTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  private static String nameOf(String shard) {
    return "sillok-windows|%s#told".formatted(shard);
  }

  /**
   * How far {@code shard} has told its windows at least; nothing if that was not recorded.
   *
   * @param shard names it among all
   */
  public CompletionStage<Optional<HandOver>> find(String shard) {
    return table
        .find(nameOf(shard), ALL)
        .thenApply(found ->
            found
                .filter(SnapshotTable.Found.Whole.class::isInstance)
                .map(whole -> whole.snapshot().payload())
                .filter(payload -> payload.manifest().equals(FORMAT))
                .map(payload -> {
                  ByteBuffer bytes = ByteBuffer.wrap(payload.bytes());
                  return new HandOver(bytes.getLong(), bytes.getLong());
                }));
  }

  /**
   * Records that {@code shard} has come to {@code told}, unless it was farther before: one that
   * begins anew tells nothing that does not stand.
   */
  public CompletionStage<Void> raise(String shard, HandOver told) {
    return find(shard)
        .thenCompose(before ->
            before.filter(found -> found.later(told).equals(found)).isPresent()
                ? CompletableFuture.completedFuture(null)
                : table.save(
                    new Snapshot(
                        nameOf(shard),
                        0,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        new Payload(
                            SERIALIZER,
                            FORMAT,
                            ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(told.watermark())
                                .putLong(told.finals())
                                .array()),
                        null)));
  }
}
