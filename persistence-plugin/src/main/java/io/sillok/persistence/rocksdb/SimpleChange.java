package io.sillok.persistence.rocksdb;

import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A change whose outcome says nothing but that it is durable. */
final class SimpleChange implements Change {

  private final long bytes;
  private final Staging staging;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  SimpleChange(long bytes, Staging staging) {
    this.bytes = bytes;
    this.staging = staging;
  }

  /** What it writes. */
  interface Staging {
    void stage(Database database, WriteBatch batch) throws RocksDBException;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void stage(Database database, WriteBatch batch) throws RocksDBException {
    staging.stage(database, batch);
  }

  @Override
  public void committed() {
    done.complete(null);
  }

  @Override
  public void failed(StoreException reason) {
    done.completeExceptionally(reason);
  }
}
