package io.sillok.node.table.build;

import io.sillok.node.table.fold.EntityStates;
import io.sillok.node.table.fold.TableFold;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A partition of an entity type. What its log has dropped is still in the index by entity, and is
 * taken from there.
 */
public final class EntitySource implements TableSource {

  private static final int IDS = 500;
  private static final int EVENTS = 500;

  private final LogId log;
  private final EntityStates fold;
  private final EntityIndex index;
  private final Partitioner partitioner;
  private final Executor executor;

  /**
   * @param executor folds
   */
  public EntitySource(
      LogId log, EntityStates fold, EntityIndex index, Partitioner partitioner, Executor executor) {
    this.log = log;
    this.fold = fold;
    this.index = index;
    this.partitioner = partitioner;
    this.executor = executor;
  }

  @Override
  public LogId log() {
    return log;
  }

  @Override
  public TableFold fold() {
    return fold;
  }

  @Override
  public CompletionStage<Long> afterTrim(TableRows rows, long first, long applied) {
    return applied >= first
        ? CompletableFuture.completedFuture(applied)
        : seed(new Seed(rows, first, applied), "")
            .thenCompose(done -> rows.write(List.of(), first))
            .thenApply(done -> first);
  }

  /**
   * @param first events before this offset are taken
   * @param applied stays until all of them are in {@code rows}
   */
  private record Seed(TableRows rows, long first, long applied) {}

  /** Entities of all partitions come in turn, by id. */
  private CompletionStage<Void> seed(Seed seed, String after) {
    return index
        .persistenceIds(log.name() + "|", after, IDS)
        .thenCompose(ids -> {
          CompletionStage<Void> seeded = CompletableFuture.completedFuture(null);
          for (String id : ids) {
            if (partitioner.partition(id) == log.partition()) {
              seeded = seeded.thenCompose(done -> seed(seed, id, 1));
            }
          }
          return ids.size() < IDS ? seeded : seeded.thenCompose(done -> seed(seed, ids.getLast()));
        });
  }

  private CompletionStage<Void> seed(Seed seed, String persistenceId, long from) {
    return index
        .read(persistenceId, from, Long.MAX_VALUE, EVENTS)
        .thenCompose(events -> {
          List<IndexedEvent> before =
              events.stream().filter(event -> event.offset() < seed.first()).toList();
          if (before.isEmpty()) {
            return CompletableFuture.completedFuture(null);
          }
          long next = before.getLast().event().sequenceNumber() + 1;
          return seed.rows()
              .find(fold.reads(before))
              .thenApplyAsync(present -> fold.changes(before, present), executor)
              .thenCompose(changes -> seed.rows().write(changes, seed.applied()))
              .thenCompose(done -> seed(seed, persistenceId, next));
        });
  }
}
