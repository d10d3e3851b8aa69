package io.sillok.persistence.rocksdb;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark.Progress;
import io.sillok.persistence.rocksdb.files.DirectoryLock;
import io.sillok.persistence.rocksdb.files.Manifest;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The embedded store, in one directory. */
public final class RocksDbStore implements LogStore {

  private final RocksDbSettings settings;
  private final DirectoryLock lock;
  private final Database database;
  private final AcknowledgedMark mark;
  private final Committer committer;
  private final LogBounds bounds;
  private final Access access;
  private final RocksDbEntities entities;
  private final RocksDbFacts facts;

  private RocksDbStore(
      RocksDbSettings settings,
      DirectoryLock lock,
      Database database,
      AcknowledgedMark mark,
      Executor readers) {
    this.settings = settings;
    this.lock = lock;
    this.database = database;
    this.mark = mark;
    bounds = database.read(LogBounds::load);
    committer = new Committer(database, mark);
    access = new Access(database, committer::submit, readers);
    entities = new RocksDbEntities(access);
    facts = new RocksDbFacts(access);
  }

  /**
   * Opens the store, and creates it in an empty directory.
   *
   * @param readers runs reads, which block
   * @throws StoreException {@code store-locked}, {@code store-unwritable}, {@code store-corrupt},
   *     {@code store-format} or {@code store-partitions}
   */
  public static RocksDbStore open(RocksDbSettings settings, Executor readers) {
    return open(settings.directory(), () -> settings, readers);
  }

  /**
   * Opens the store that {@code directory} holds, with as many partitions as it was created with.
   *
   * @param readers runs reads, which block
   * @throws StoreException as {@link #open}, or {@code store-missing} when there is none
   */
  public static RocksDbStore openExisting(Path directory, Verify verify, Executor readers) {
    ExistingStore.require(directory);
    return open(directory, () -> ExistingStore.settings(directory, verify), readers);
  }

  /** Settings that are known once the directory is locked. */
  private interface SettingsSource {
    RocksDbSettings settings() throws IOException;
  }

  private static RocksDbStore open(Path directory, SettingsSource source, Executor readers) {
    DirectoryLock lock = DirectoryLock.acquire(directory);
    try {
      RocksDbSettings settings = source.settings();
      Progress progress = OpenCheck.run(settings);
      return open(settings, lock, AcknowledgedMark.open(directory, progress), readers);
    } catch (IOException e) {
      lock.close();
      throw StoreFaults.unwritable(directory, e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static RocksDbStore open(
      RocksDbSettings settings, DirectoryLock lock, AcknowledgedMark mark, Executor readers)
      throws IOException {
    Database database;
    try {
      database = Database.open(settings, mark);
    } catch (RuntimeException | Error e) {
      mark.close();
      throw e;
    }
    try {
      mark.seen(Manifest.of(settings.directory()));
      RocksDbStore store = new RocksDbStore(settings, lock, database, mark, readers);
      store.recordIdentity();
      return store;
    } catch (IOException | RuntimeException | Error e) {
      database.close();
      mark.close();
      throw e;
    }
  }

  private void recordIdentity() {
    if (!access.now(look -> StoreIdentity.check(look, settings))) {
      SimpleChange identity =
          new SimpleChange(64, (target, batch) -> StoreIdentity.stage(target, batch, settings));
      access.submit(identity);
      identity.done().join();
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
    return entities;
  }

  @Override
  public SnapshotTable snapshots() {
    return new RocksDbSnapshots(access);
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public StoreHealth health() {
    return committer.health();
  }

  @Override
  public StoreDescription describe() {
    return describe(settings.directory());
  }

  @Override
  public CompletionStage<Backup> backup(Path target) {
    return CompletableFuture.supplyAsync(
        () -> new StoreBackup(database, mark, settings, target).make(),
        work -> Thread.ofPlatform().name("sillok-backup").daemon().start(work));
  }

  static StoreDescription describe(Path directory) {
    return new StoreDescription("rocksdb", directory.toString(), bytes(directory));
  }

  private static long bytes(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Writes what waits, then gives the directory back. */
  @Override
  public void close() {
    committer.close();
    database.close();
    try {
      mark.close();
    } catch (IOException ignored) {
      // What it says is in the file already; closing only syncs it.
    }
    lock.close();
  }
}
