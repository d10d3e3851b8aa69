package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Has an empty log begin where another one's beginning was trimmed. */
final class LogStart implements Change {

  private final LogId log;
  private final long offset;
  private final LogBounds bounds;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private boolean empty;

  LogStart(LogId log, long offset, LogBounds bounds) {
    if (offset < 0) {
      throw new IllegalArgumentException(
          "Log %s must begin at 0 at least, but not at %d".formatted(log, offset));
    }
    this.log = log;
    this.offset = offset;
    this.bounds = bounds;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public long bytes() {
    return 64;
  }

  @Override
  public void stage(Database database, WriteBatch batch) throws RocksDBException {
    empty = bounds.head(log) == bounds.start(log);
    if (empty) {
      bounds.moveStart(database, batch, log, offset);
      bounds.moveHead(database, batch, log, offset);
    }
  }

  @Override
  public void committed() {
    if (empty) {
      done.complete(null);
    } else {
      done.completeExceptionally(
          new StoreException(
              "log-not-empty",
              "Log %s holds blocks from offset %d on, so it cannot begin at %d; choose an empty store"
                  .formatted(log, bounds.start(log), offset),
              null));
    }
  }

  @Override
  public void failed(StoreException reason) {
    done.completeExceptionally(reason);
  }
}
