package io.sillok.node.table.partition;

import io.sillok.node.table.build.PartitionBuild;
import io.sillok.node.table.build.TableSource;
import io.sillok.node.table.partition.TableMessage.Opened;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the rows of one partition of a table so that they go on where their log does. */
final class ShardOpening {

  private static final Logger LOGGER = LoggerFactory.getLogger(ShardOpening.class);

  /** How often it is looked whether retention has dropped something. */
  private static final long TRIM_NANOS = Duration.ofMinutes(1).toNanos();

  private final TableParts parts;
  private final TableSource source;
  private final TablePartition id;
  private final PartitionLog log;
  private volatile long knownFirst;
  private volatile long looked = System.nanoTime();

  ShardOpening(TableParts parts, TableSource source, TablePartition id) {
    this.parts = parts;
    this.source = source;
    this.id = id;
    log = parts.persistence().store().log(source.log());
  }

  PartitionLog log() {
    return log;
  }

  PartitionBuild build(TableRows rows) {
    return new PartitionBuild(source.fold(), rows, parts.executor(), parts.settings().batchBytes());
  }

  /** The log is looked at behind the rows, so it cannot seem to end before them. */
  CompletionStage<Opened> open() {
    return parts
        .store()
        .open(id)
        .thenCompose(rows -> log.state().thenCompose(state -> opened(rows, state)));
  }

  private CompletionStage<Opened> opened(TableRows rows, Optional<LogState> state) {
    long first = state.map(LogState::firstOffset).orElse(0L);
    long head = state.map(LogState::head).orElse(0L);
    if (rows.applied() > head) {
      LOGGER.warn(
          "Table {} has come to offset {}, but its log ends at {}: another one was put in its place, so the table is built anew",
          id,
          rows.applied(),
          head);
      return rows.clear().thenCompose(done -> open());
    }
    knownFirst = first;
    CompletionStage<Long> next =
        first == 0
            ? CompletableFuture.completedFuture(rows.applied())
            : source.afterTrim(rows, first, rows.applied());
    return next.thenApply(from -> new Opened(rows, from, first, head));
  }

  /** Whether it is time to look at what retention has dropped. */
  boolean trimIsDue() {
    return System.nanoTime() - looked >= TRIM_NANOS;
  }

  /** Takes from {@code rows} what retention has dropped; all events before {@code next} are in. */
  CompletionStage<Long> afterTrim(TableRows rows, long next) {
    looked = System.nanoTime();
    return log.state()
        .thenCompose(state -> {
          long first = state.map(LogState::firstOffset).orElse(0L);
          if (first <= knownFirst) {
            return CompletableFuture.completedFuture(next);
          }
          return source
              .afterTrim(rows, first, next)
              .thenApply(from -> {
                knownFirst = first;
                return from;
              });
        });
  }

  /** What the table held in other shapes is of no use any more. */
  void dropOthers() {
    parts
        .store()
        .dropOthers(id)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            LOGGER.warn("What table {} was before is kept: {}", id, failure.getMessage());
          }
        });
  }
}
