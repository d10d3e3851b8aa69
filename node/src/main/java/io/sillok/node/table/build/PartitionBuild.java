package io.sillok.node.table.build;

import io.sillok.node.table.fold.TableFold;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Applies the blocks of a log to the rows of a partition. One application at a time. */
public final class PartitionBuild {

  /** Small events of many keys are many statements. */
  private static final int MOST_EVENTS = 2000;

  private final TableFold fold;
  private final TableRows rows;
  private final Executor executor;
  private final int batchBytes;

  /**
   * @param executor folds, which may run modules' code
   * @param batchBytes of events whose changes are written at once, at least those of one event
   */
  public PartitionBuild(TableFold fold, TableRows rows, Executor executor, int batchBytes) {
    this.fold = fold;
    this.rows = rows;
    this.executor = executor;
    this.batchBytes = batchBytes;
  }

  /**
   * Applies the events from {@code from} to {@code to}, exclusive; completes with the offset before
   * which all events are in the rows then. The stage fails as {@link TableFold#changes} and {@link
   * TableRows#write} do.
   *
   * @param blocks at least one, that go on where the rows have come to
   */
  public CompletionStage<Long> apply(List<Block> blocks, long from, long to) {
    long end = Math.min(to, blocks.getLast().nextOffset());
    List<IndexedEvent> events =
        blocks.stream()
            .flatMap(block -> block.indexed().stream())
            .filter(event -> event.offset() >= from && event.offset() < to)
            .toList();
    List<Batch> batches = batches(events, end);
    CompletionStage<Void> applied = apply(batches.getFirst());
    for (Batch batch : batches.subList(1, batches.size())) {
      applied = applied.thenCompose(done -> apply(batch));
    }
    return applied.thenApply(done -> end);
  }

  /**
   * @param applied all events before it are in the rows when it is written
   */
  private record Batch(List<IndexedEvent> events, long applied) {}

  private List<Batch> batches(List<IndexedEvent> events, long end) {
    List<Batch> batches = new ArrayList<>();
    int begin = 0;
    long bytes = 0;
    for (int index = 0; index < events.size(); index++) {
      bytes += events.get(index).event().payload().bytes().length;
      boolean full = bytes >= batchBytes || index + 1 - begin == MOST_EVENTS;
      if (full && index < events.size() - 1) {
        batches.add(new Batch(events.subList(begin, index + 1), events.get(index).offset() + 1));
        begin = index + 1;
        bytes = 0;
      }
    }
    batches.add(new Batch(events.subList(begin, events.size()), end));
    return batches;
  }

  private CompletionStage<Void> apply(Batch batch) {
    Set<String> read = fold.reads(batch.events());
    CompletionStage<Map<String, Row>> present =
        read.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : rows.find(read);
    return present
        .thenApplyAsync(known -> fold.changes(batch.events(), known), executor)
        .thenCompose(changes -> rows.write(changes, batch.applied()));
  }
}
