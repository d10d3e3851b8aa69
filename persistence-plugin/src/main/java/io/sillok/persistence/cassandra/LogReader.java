package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.LogTable.Stored;
import io.sillok.persistence.cassandra.LogsTable.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads one log: its last block, the block that holds an offset, and on from there. */
final class LogReader {

  private static final int LEAST_ROWS = 8;
  private static final int MOST_ROWS = 2000;

  private final LogId log;
  private final LogTable table;
  private final LogsTable logs;

  /** What a block of this log took lately, so that a page is fetched at once. */
  private volatile int typicalBytes = 16 << 10;

  LogReader(LogId log, LogTable table, LogsTable logs) {
    this.log = log;
    this.table = table;
    this.logs = logs;
  }

  /** The last block at the head of an acknowledged log; nothing when the log is empty. */
  CompletionStage<Optional<Stored>> last(Progress progress) {
    return down(progress.knownBucket(), progress.firstBucket());
  }

  /** Where the log ends, which has ended at {@code known}; in one round trip if it still does. */
  CompletionStage<Long> end(long known) {
    if (known == 0) {
      return logs.find(log).thenCompose(progress -> end(progress, 0));
    }
    CompletionStage<Boolean> more = table.anyFrom(log, LogTable.bucket(known), known);
    return logs.find(log)
        .thenCompose(progress ->
            more.thenCompose(moved ->
                moved || progress.first() > known ? end(progress, known) : Stages.now(known)));
  }

  /** Where the log ends that is as {@code progress} says, not before {@code known}. */
  private CompletionStage<Long> end(Progress progress, long known) {
    return last(progress)
        .thenApply(last -> last.map(found -> found.block().nextOffset()).orElse(0L))
        .thenApply(end -> Math.max(end, known));
  }

  /** As {@link #last}, but of those that have events. */
  CompletionStage<Optional<Stored>> lastWithEvents(Progress progress) {
    return last(progress)
        .thenCompose(last ->
            last.isEmpty() || !last.get().block().events().isEmpty()
                ? Stages.now(last)
                : withEvents(
                    LogTable.bucket(last.get().block().firstOffset()), progress.firstBucket()));
  }

  private CompletionStage<Optional<Stored>> withEvents(long bucket, long lowest) {
    return table
        .lastWithEvents(log, bucket)
        .thenCompose(found ->
            found.isPresent() || bucket <= lowest
                ? Stages.now(found)
                : withEvents(bucket - 1, lowest));
  }

  private CompletionStage<Optional<Stored>> down(long bucket, long lowest) {
    return table
        .last(log, bucket)
        .thenCompose(found -> {
          if (found.isPresent()) {
            return up(found.get());
          }
          return bucket > lowest ? down(bucket - 1, lowest) : Stages.now(Optional.empty());
        });
  }

  /** A block that reaches into the next bucket may have a successor there. */
  private CompletionStage<Optional<Stored>> up(Stored found) {
    long next = LogTable.bucket(found.block().nextOffset());
    if (next == LogTable.bucket(found.block().firstOffset())) {
      return Stages.now(Optional.of(found));
    }
    return table
        .last(log, next)
        .thenCompose(later -> later.isEmpty() ? Stages.now(Optional.of(found)) : up(later.get()));
  }

  /** The block that holds {@code offset}; nothing if none does. */
  CompletionStage<Optional<Stored>> holder(long offset, long lowestBucket) {
    return holder(offset, LogTable.bucket(offset), lowestBucket);
  }

  private CompletionStage<Optional<Stored>> holder(long offset, long bucket, long lowest) {
    return table
        .lastUpTo(log, bucket, offset)
        .thenCompose(found -> {
          if (found.isPresent()) {
            return Stages.now(found.filter(each -> each.block().nextOffset() > offset));
          }
          return bucket > lowest
              ? holder(offset, bucket - 1, lowest)
              : Stages.now(Optional.empty());
        });
  }

  /**
   * The blocks from the one that holds {@code offset}, dense, up to the head. Reads from one
   * replica first, and asks a quorum when that has nothing or leaves a gap.
   *
   * @param boundary whether a block is known to begin at {@code offset}, or the log to end there
   */
  CompletionStage<List<Stored>> read(long offset, long maxBytes, boolean boundary) {
    return boundary
        ? readOn(offset, maxBytes)
            .thenCompose(
                blocks -> blocks.isEmpty() ? readOnIfTrimmed(offset, maxBytes) : Stages.now(blocks))
        : logs.find(log).thenCompose(progress -> readFrom(progress, offset, maxBytes));
  }

  private CompletionStage<List<Stored>> readOnIfTrimmed(long offset, long maxBytes) {
    return logs.find(log)
        .thenCompose(progress ->
            progress.first() > offset ? readOn(progress.first(), maxBytes) : Stages.now(List.of()));
  }

  /** As {@link #read}, from an offset at which the log has lately ended; in one round trip. */
  CompletionStage<List<Stored>> readBehindEnd(long offset, long maxBytes) {
    CompletionStage<List<Stored>> behind = attempt(offset, maxBytes, LogTable.quorum());
    return logs.find(log)
        .thenCompose(
            progress -> progress.first() > offset ? readOn(progress.first(), maxBytes) : behind);
  }

  private CompletionStage<List<Stored>> readFrom(Progress progress, long offset, long maxBytes) {
    if (offset <= progress.first()) {
      return readOn(progress.first(), maxBytes);
    }
    return holder(offset, progress.firstBucket())
        .thenCompose(holder ->
            readOn(holder.map(found -> found.block().firstOffset()).orElse(offset), maxBytes));
  }

  /** As {@link #read}, from an offset at which a block begins or the log ends. */
  CompletionStage<List<Stored>> readOn(long offset, long maxBytes) {
    return attempt(offset, maxBytes, LogTable.one())
        .thenCompose(blocks ->
            blocks.isEmpty() ? attempt(offset, maxBytes, LogTable.quorum()) : Stages.now(blocks));
  }

  /** As {@link #readOn}, with everything that was acknowledged before. */
  CompletionStage<List<Stored>> readAll(long offset) {
    return attempt(offset, Long.MAX_VALUE, LogTable.quorum());
  }

  /** As {@link #readAll(long)}, but stops after the block that reaches {@code maxBytes}. */
  CompletionStage<List<Stored>> readAll(long offset, long maxBytes) {
    return attempt(offset, maxBytes, LogTable.quorum());
  }

  private CompletionStage<List<Stored>> attempt(
      long offset, long maxBytes, ConsistencyLevel consistency) {
    return collect(new Page(offset, maxBytes), consistency)
        .thenCompose(page -> {
          if (page.gap == null || !page.blocks.isEmpty()) {
            return Stages.now(page.blocks);
          }
          if (consistency.equals(LogTable.serial())) {
            throw missing(offset, page.gap);
          }
          boolean one = consistency.equals(LogTable.one());
          return attempt(offset, maxBytes, one ? LogTable.quorum() : LogTable.serial());
        });
  }

  private CompletionStage<Page> collect(Page page, ConsistencyLevel consistency) {
    long bucket = LogTable.bucket(page.next);
    long[] bytes = {page.bytes};
    return table
        .from(
            log,
            bucket,
            page.next,
            pageSize(page.maxBytes - page.bytes),
            size -> (bytes[0] += size) - size < page.maxBytes,
            consistency)
        .thenCompose(found -> {
          found.forEach(page::add);
          learnSize(found);
          boolean more = !found.isEmpty() && !page.isFull() && LogTable.bucket(page.next) > bucket;
          return more ? collect(page, consistency) : Stages.now(page);
        });
  }

  private int pageSize(long bytes) {
    return Math.clamp(bytes / typicalBytes + 1, LEAST_ROWS, MOST_ROWS);
  }

  private void learnSize(List<Stored> found) {
    if (!found.isEmpty()) {
      long sum = found.stream().mapToLong(Stored::bytes).sum();
      typicalBytes = (int) Math.max(64, sum / found.size());
    }
  }

  private StoreException missing(long offset, Stored behind) {
    return new StoreException(
        "store-corrupt",
        "Log %s has no block at offset %d, but one at offset %d; restore the keyspace from a backup"
            .formatted(log, offset, behind.block().firstOffset()),
        null);
  }

  /** Blocks that follow one another; ends before a gap. */
  private static final class Page {
    private final List<Stored> blocks = new ArrayList<>();
    private final long maxBytes;
    private long next;
    private long bytes;
    private @org.jspecify.annotations.Nullable Stored gap;

    Page(long next, long maxBytes) {
      this.next = next;
      this.maxBytes = maxBytes;
    }

    void add(Stored stored) {
      if (gap == null && stored.block().firstOffset() == next) {
        blocks.add(stored);
        next = stored.block().nextOffset();
        bytes += stored.bytes();
      } else if (gap == null) {
        gap = stored;
      }
    }

    boolean isFull() {
      return gap != null || bytes >= maxBytes;
    }
  }
}
