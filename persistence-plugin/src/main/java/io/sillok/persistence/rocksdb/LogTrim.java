package io.sillok.persistence.rocksdb;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Drops the old buckets of a log, and moves its start in the same batch. */
final class LogTrim implements Change {

  private final LogId log;
  private final long offset;
  private final LogBounds bounds;
  private final CompletableFuture<Long> start = new CompletableFuture<>();

  LogTrim(LogId log, long offset, LogBounds bounds) {
    this.log = log;
    this.offset = offset;
    this.bounds = bounds;
  }

  /** The first offset that is held afterwards. */
  CompletableFuture<Long> start() {
    return start;
  }

  @Override
  public long bytes() {
    return 64;
  }

  @Override
  public void stage(Database database, WriteBatch batch) throws RocksDBException {
    long kept = offset > bounds.start(log) ? firstKept(database, wanted(database)) : 0;
    if (kept > bounds.start(log)) {
      batch.deleteRange(database.family(Column.LOG), Keys.block(log, 0), Keys.block(log, kept));
      bounds.moveStart(database, batch, log, kept);
    }
  }

  /** The offset, or that of the last block with events if it comes before. */
  private long wanted(Database database) throws RocksDBException {
    Optional<Block> last = RocksDbLog.lastWithEvents(database, log);
    return last.map(block -> Math.min(block.firstOffset(), offset)).orElse(offset);
  }

  /**
   * The first offset of the first block in the bucket of the block that holds {@code wanted}. A
   * block that is staged in the same batch is not seen: then less is dropped.
   */
  private long firstKept(Database database, long wanted) throws RocksDBException {
    try (Cursor cursor = database.cursor(Column.LOG, RocksDbLog.prefix(log))) {
      if (!cursor.seekBack(Keys.block(log, wanted))) {
        return 0;
      }
      long bucket = PartitionLog.bucketStart(Keys.sequenceNumber(cursor.key()));
      return cursor.seek(Keys.block(log, bucket)) ? Keys.sequenceNumber(cursor.key()) : 0;
    }
  }

  @Override
  public void committed() {
    start.complete(bounds.start(log));
  }

  @Override
  public void failed(StoreException reason) {
    start.completeExceptionally(reason);
  }
}
