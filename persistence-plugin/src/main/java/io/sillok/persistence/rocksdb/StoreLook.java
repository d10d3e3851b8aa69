package io.sillok.persistence.rocksdb;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.DirectoryLock;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A store that is only looked at: its files stay as they are, and it takes no writes. */
public final class StoreLook implements LogStore {

  private final RocksDbSettings settings;
  private final Optional<DirectoryLock> lock;
  private final Database database;
  private final LogBounds bounds;
  private final Access access;

  private StoreLook(
      RocksDbSettings settings, Optional<DirectoryLock> lock, Database database, Executor readers) {
    this.settings = settings;
    this.lock = lock;
    this.database = database;
    bounds = database.read(LogBounds::load);
    access = new Access(database, change -> change.failed(readOnly()), readers);
  }

  /**
   * Opens the store that {@code directory} holds, whose write-ahead log, manifest and last blocks
   * are checked first.
   *
   * @param readers runs reads, which block
   * @throws StoreException {@code store-missing}, {@code store-locked}, {@code store-corrupt} or
   *     {@code store-format}
   */
  public static StoreLook open(Path directory, Executor readers) {
    ExistingStore.require(directory);
    // Where nothing can be written, no store is in use either.
    Optional<DirectoryLock> lock =
        Files.isWritable(directory)
            ? Optional.of(DirectoryLock.acquire(directory))
            : Optional.empty();
    try {
      RocksDbSettings settings = ExistingStore.settings(directory, Verify.TAIL);
      return open(settings, OpenCheck.look(settings), lock, readers);
    } catch (IOException e) {
      lock.ifPresent(DirectoryLock::close);
      throw StoreFaults.unreadable(directory, e);
    } catch (RuntimeException | Error e) {
      lock.ifPresent(DirectoryLock::close);
      throw e;
    }
  }

  private static StoreLook open(
      RocksDbSettings settings,
      List<TornTail> tornTails,
      Optional<DirectoryLock> lock,
      Executor readers)
      throws IOException {
    Database database = Database.look(settings, tornTails);
    try {
      return new StoreLook(settings, lock, database, readers);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  @Override
  public int partitions() {
    return settings.partitions();
  }

  @Override
  public PartitionLog log(LogId id) {
    return new RocksDbLog(id, access, bounds);
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return CompletableFuture.completedFuture(bounds.logs());
  }

  @Override
  public EntityIndex entities() {
    return new RocksDbEntities(access);
  }

  @Override
  public SnapshotTable snapshots() {
    return new RocksDbSnapshots(access);
  }

  @Override
  public Facts facts() {
    return new RocksDbFacts(access);
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth.Failed(String.valueOf(readOnly().getMessage()));
  }

  @Override
  public StoreDescription describe() {
    return RocksDbStore.describe(settings.directory());
  }

  @Override
  public void close() {
    database.close();
    lock.ifPresent(DirectoryLock::close);
  }

  private StoreException readOnly() {
    return new StoreException(
        "store-read-only",
        "The store %s is only looked at; open it for use to write to it"
            .formatted(settings.directory()),
        null);
  }
}
