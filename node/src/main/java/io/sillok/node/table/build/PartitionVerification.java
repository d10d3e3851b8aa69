package io.sillok.node.table.build;

import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowDigest;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Compares the rows of a partition with what its log comes to, while both go on: the rows are
 * frozen for the time that they are read, and the log is applied to an empty table up to exactly
 * where they were.
 */
public final class PartitionVerification {

  private static final int ROWS = 1000;
  private static final int BYTES = 1 << 20;

  private final TablePartition partition;
  private final TableSource source;
  private final PartitionLog log;
  private final Supplier<TableStore> scratch;
  private final Executor executor;

  /**
   * @param log that the source is of
   * @param scratch makes a store of its own for the table that is built
   * @param executor folds
   */
  public PartitionVerification(
      TablePartition partition,
      TableSource source,
      PartitionLog log,
      Supplier<TableStore> scratch,
      Executor executor) {
    this.partition = partition;
    this.source = source;
    this.log = log;
    this.scratch = scratch;
    this.executor = executor;
  }

  /**
   * @param kept of the rows that are kept
   * @param rebuilt of those that the log comes to
   * @param applied both have all events before this offset, and no others
   */
  public record Comparison(RowDigest.Sum kept, RowDigest.Sum rebuilt, long applied) {}

  /**
   * Compares {@code rows}. The stage fails with {@code table-moved} if they or the log were changed
   * by another hand meanwhile.
   */
  public CompletionStage<Comparison> of(TableRows rows) {
    return first().thenCompose(first -> rows.freeze().thenCompose(frozen -> of(frozen, first)));
  }

  private CompletionStage<Comparison> of(FrozenRows frozen, long first) {
    long applied = frozen.applied();
    CompletionStage<RowDigest.Sum> kept = thawed(frozen, digest(frozen, first));
    if (applied < first) {
      return kept.thenApply(behind -> {
        throw trimmed();
      });
    }
    return kept.thenCompose(
        sum -> rebuilt(first, applied).thenApply(again -> new Comparison(sum, again, applied)));
  }

  /** The first offset that the log still holds. */
  private CompletionStage<Long> first() {
    return log.state().thenApply(state -> state.map(LogState::firstOffset).orElse(0L));
  }

  private CompletionStage<RowDigest.Sum> rebuilt(long first, long to) {
    TableStore store = scratch.get();
    return store
        .open(partition)
        .thenCompose(rows ->
            build(rows, first, to)
                .thenCompose(done -> rows.freeze())
                .thenCompose(frozen -> thawed(frozen, digest(frozen, first))))
        .thenCombine(first(), (sum, now) -> unlessTrimmed(sum, first, now))
        .whenCompleteAsync((sum, failure) -> store.close(), executor);
  }

  private RowDigest.Sum unlessTrimmed(RowDigest.Sum sum, long first, long now) {
    if (first != now) {
      throw trimmed();
    }
    return sum;
  }

  private StoreException trimmed() {
    return new StoreException(
        "table-moved", "Log %s was trimmed meanwhile".formatted(log.id()), null);
  }

  private CompletionStage<Void> build(TableRows rows, long first, long to) {
    PartitionBuild build = new PartitionBuild(source.fold(), rows, executor, BYTES);
    CompletionStage<Long> begun =
        first == 0 ? CompletableFuture.completedFuture(0L) : source.afterTrim(rows, first, 0);
    return begun.thenCompose(from -> build(build, from, to));
  }

  private CompletionStage<Void> build(PartitionBuild build, long from, long to) {
    if (from >= to) {
      return CompletableFuture.completedFuture(null);
    }
    return log.read(from, BYTES)
        .thenCompose(blocks ->
            blocks.isEmpty()
                ? CompletableFuture.<Void>completedFuture(null)
                : build.apply(blocks, from, to).thenCompose(next -> build(build, next, to)));
  }

  private CompletionStage<RowDigest.Sum> digest(FrozenRows frozen, long first) {
    return digest(frozen, first, "", new RowDigest());
  }

  private CompletionStage<RowDigest.Sum> digest(
      FrozenRows frozen, long first, String after, RowDigest digest) {
    return frozen
        .page(after, ROWS, BYTES)
        .thenComposeAsync(
            page -> {
              page.rows().stream().filter(row -> isHeld(row, first)).forEach(digest::add);
              return page.more()
                  ? digest(frozen, first, page.rows().getLast().key(), digest)
                  : CompletableFuture.completedFuture(digest.sum());
            },
            executor);
  }

  /** A row that is about to leave the table is not compared. */
  private boolean isHeld(Row row, long first) {
    return row.offset() >= first || !source.fold().forgetsWithLog();
  }

  private static <T> CompletionStage<T> thawed(FrozenRows frozen, CompletionStage<T> reading) {
    return reading
        .handle((read, failure) ->
            frozen
                .thaw()
                .thenCompose(done ->
                    failure == null
                        ? CompletableFuture.completedFuture(read)
                        : CompletableFuture.<T>failedFuture(failure)))
        .thenCompose(outcome -> outcome);
  }
}
