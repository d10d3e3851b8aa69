package io.sillok.persistence.cassandra;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.LogTable.Stored;
import io.sillok.persistence.cassandra.LogsTable.Progress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Drops whole old buckets of one log. What the log begins with is recorded before anything is
 * deleted, so that a reader never finds a gap; a trim that broke off is completed by the next.
 */
final class Retention {

  private final LogId log;
  private final LogReader reader;
  private final LogTable table;
  private final LogsTable logs;

  Retention(LogId log, LogReader reader, LogTable table, LogsTable logs) {
    this.log = log;
    this.reader = reader;
    this.table = table;
    this.logs = logs;
  }

  /** As {@link io.sillok.persistence.PartitionLog#trim}; keeps what is not indexed, too. */
  CompletionStage<Long> trim(long offset) {
    return logs.find(log)
        .thenCompose(progress ->
            toKeep(progress)
                .thenCompose(kept ->
                    kept.isEmpty()
                        ? Stages.now(progress.first())
                        : trim(progress, kept.get().block(), offset)));
  }

  /** The last block that has events, or the last if none has. */
  private CompletionStage<Optional<Stored>> toKeep(Progress progress) {
    return reader
        .lastWithEvents(progress)
        .thenCompose(found -> found.isPresent() ? Stages.now(found) : reader.last(progress));
  }

  private CompletionStage<Long> trim(Progress progress, Block toKeep, long offset) {
    long wanted = Math.min(offset, Math.min(toKeep.firstOffset(), progress.indexedTo()));
    if (wanted <= progress.first()) {
      return Stages.now(progress.first());
    }
    return reader
        .holder(wanted, progress.firstBucket())
        .thenCompose(holder ->
            drop(
                progress,
                LogTable.bucket(
                    holder.map(stored -> stored.block().firstOffset()).orElse(wanted))));
  }

  private CompletionStage<Long> drop(Progress progress, long bucket) {
    if (bucket <= progress.firstBucket()) {
      return Stages.now(progress.first());
    }
    return table
        .first(log, bucket)
        .thenCompose(first -> {
          long kept = first.map(Stored::block).map(Block::firstOffset).orElseThrow(this::vanished);
          return logs.trimmed(log, kept)
              .thenCompose(recorded -> delete(progress.droppedTo(), bucket))
              .thenCompose(deleted -> logs.dropped(log, bucket))
              .thenApply(done -> kept);
        });
  }

  private CompletionStage<Void> delete(long bucket, long end) {
    return bucket >= end
        ? Stages.done()
        : table.delete(log, bucket).thenCompose(deleted -> delete(bucket + 1, end));
  }

  private StoreException vanished() {
    return new StoreException(
        "log-trimmed",
        "Log %s was trimmed by another at the same time; try again".formatted(log),
        null);
  }
}
