package io.sillok.node.window.shard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.shard.ShardRows.Kept;
import io.sillok.node.window.snapshot.SnapshotManifest;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a shard goes on from: what this node has kept, or a snapshot that has come much
 * farther, as when another node had the shard. Results that can be asked for are read from their
 * stream then.
 */
final class ShardBeginning {

  private static final Logger LOGGER = LoggerFactory.getLogger(ShardBeginning.class);
  private static final int PAGE_BYTES = 1 << 20;
  private static final int ROWS_AT_ONCE = 2_000;

  private final ShardParts parts;
  private final String shard;
  private final TablePartition partition;
  private final OutputEvents events;
  private final LogId results;
  private final Declared stream;
  private final long started = System.nanoTime();

  /**
   * @param shard names it among all
   */
  ShardBeginning(
      ShardParts parts,
      String shard,
      TablePartition partition,
      OutputEvents events,
      Declared stream) {
    this.parts = parts;
    this.shard = shard;
    this.partition = partition;
    this.events = events;
    this.stream = stream;
    results = new LogId(stream.log(), partition.partition());
  }

  /**
   * What was found.
   *
   * @param kept empty: nothing, so the inputs are read from their beginnings
   * @param restoring how long it took to take over a snapshot; empty if none was
   * @param snapshotted so many offsets of all inputs are in the last snapshot
   */
  record Begun(
      TableRows table,
      ShardRows rows,
      Optional<Kept> kept,
      Optional<Duration> restoring,
      long snapshotted) {

    private Begun withSnapshot(long reached) {
      return new Begun(table, rows, kept, restoring, reached);
    }
  }

  CompletionStage<Begun> find() {
    return parts
        .store()
        .open(partition)
        .thenCompose(table -> {
          ShardRows rows = new ShardRows(table, events);
          return rows.read()
              .thenCompose(kept ->
                  parts
                      .snapshots()
                      .last(shard)
                      .thenCompose(last ->
                          (last.filter(each -> isMuchFarther(each, kept)).isPresent()
                                  ? restore(table, rows, kept, last.get())
                                  : begun(table, rows, kept))
                              .thenApply(begun ->
                                  begun.withSnapshot(
                                      last.map(SnapshotManifest::reached).orElse(0L)))));
        });
  }

  /** Reading a little again costs less than taking over a whole state. */
  private boolean isMuchFarther(SnapshotManifest snapshot, Optional<Kept> kept) {
    return snapshot.reached()
        > kept.map(Kept::reached).orElse(0L) + (kept.isEmpty() ? 0 : parts.settings().snapshots());
  }

  private CompletionStage<Begun> begun(TableRows table, ShardRows rows, Optional<Kept> kept) {
    if (kept.isEmpty() && table.applied() > 0) { // a restoration that did not come to its end
      return emptied(table)
          .thenApply(fresh ->
              new Begun(
                  fresh, new ShardRows(fresh, events), Optional.empty(), Optional.empty(), 0));
    }
    return CompletableFuture.completedFuture(new Begun(table, rows, kept, Optional.empty(), 0));
  }

  private CompletionStage<TableRows> emptied(TableRows table) {
    return table.clear().thenCompose(done -> parts.store().open(partition));
  }

  private CompletionStage<Begun> restore(
      TableRows table, ShardRows rows, Optional<Kept> kept, SnapshotManifest snapshot) {
    return parts
        .snapshots()
        .rows(shard, snapshot)
        .thenCompose(state ->
            state.isEmpty()
                ? begun(table, rows, kept)
                : emptied(table).thenCompose(fresh -> restored(fresh, snapshot, state.get())));
  }

  private CompletionStage<Begun> restored(
      TableRows fresh, SnapshotManifest snapshot, List<StateRow> state) {
    ShardRows rows = new ShardRows(fresh, events);
    Kept kept = ShardRows.kept(snapshot.progress(), state);
    return state(rows, state, 0)
        .thenCompose(done -> results(rows, kept.told(), 0, none -> {}))
        .thenCompose(done -> rows.restoreProgress(snapshot.progress()))
        .thenApply(done -> {
          Duration took = Duration.ofNanos(System.nanoTime() - started);
          LOGGER.info(
              "Shard {} goes on from a snapshot of {} rows, taken over in {} ms",
              shard,
              state.size(),
              took.toMillis());
          return new Begun(fresh, rows, Optional.of(kept), Optional.of(took), 0);
        });
  }

  private CompletionStage<Void> state(ShardRows rows, List<StateRow> state, int from) {
    if (from >= state.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int end = Math.min(state.size(), from + ROWS_AT_ONCE);
    return rows.restoreState(state.subList(from, end)).thenCompose(done -> state(rows, state, end));
  }

  /**
   * Puts back all results that stand from offset {@code from} of their stream on, so that those
   * that follow again are known.
   *
   * @param before how the shard told what follows again so far
   */
  CompletionStage<Retelling> retell(
      ShardRows rows, Retelling before, Windowing windowing, long from) {
    AtomicReference<Retelling> retelling = new AtomicReference<>(before);
    return results(
            rows,
            Long.MAX_VALUE,
            from,
            result ->
                retelling.updateAndGet(sofar -> sofar.with(ShardRows.stands(result), windowing)))
        .thenApply(done -> retelling.get());
  }

  /**
   * Puts back those with numbers below {@code told}, from the stream's offset {@code from} on.
   *
   * @param each gets all of them, in order
   */
  private CompletionStage<Void> results(
      ShardRows rows, long told, long from, Consumer<ObjectNode> each) {
    return parts
        .writers()
        .read(results, from, PAGE_BYTES)
        .thenComposeAsync(
            blocks -> {
              if (blocks.isEmpty()) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              List<ObjectNode> some = new ArrayList<>();
              boolean more = decode(blocks, told, some);
              some.forEach(each);
              CompletionStage<Void> written = rows.restoreResults(some);
              long next = blocks.getLast().nextOffset();
              return more ? written.thenCompose(done -> results(rows, told, next, each)) : written;
            },
            parts.executor());
  }

  /** Whether there may be more. */
  private boolean decode(List<Block> blocks, long told, List<ObjectNode> some) {
    for (Block block : blocks) {
      for (IndexedEvent event : block.indexed()) {
        StreamRecord record = StreamRecordCodec.decode(event.event().payload().bytes());
        if (Stood.numberOf(record) >= told) {
          return false;
        }
        JsonNode result = stream.codec().decode(record.avro(), stream.schema());
        some.add((ObjectNode) result);
      }
    }
    return true;
  }
}
