package io.sillok.persistence.rocksdb;

import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.WholeLog;
import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with its families. Nothing reaches native memory once it is closed: a use that is late
 * gets an exception instead of ending the process.
 */
final class Database implements AutoCloseable {

  private static final Pattern FILE = Pattern.compile("(/\\S+?(\\.sst|\\.log|MANIFEST-\\d+))");

  private final Path directory;
  private final RocksDB rocksDb;
  private final Tuning tuning;
  private final List<ColumnFamilyHandle> handles;
  private final Map<Column, ColumnFamilyHandle> families = new EnumMap<>(Column.class);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private Database(
      Path directory, RocksDB rocksDb, Tuning tuning, List<ColumnFamilyHandle> handles) {
    this.directory = directory;
    this.rocksDb = rocksDb;
    this.tuning = tuning;
    this.handles = handles;
    Iterator<ColumnFamilyHandle> next = handles.iterator();
    next.next(); // the default family, which holds nothing
    for (Column column : Column.values()) {
      families.put(column, next.next());
    }
  }

  /** What is asked of the database while it is held open. */
  interface Query<T> {
    T on(Database database) throws RocksDBException;
  }

  /** Opens the directory for use, and creates it if it is empty; {@code mark} follows its files. */
  static Database open(RocksDbSettings settings, AcknowledgedMark mark) {
    Tuning tuning = new Tuning(settings);
    Path directory = settings.directory();
    DBOptions options = tuning.forUse(new ManifestWatch(directory, mark));
    return open(directory, tuning, options, false);
  }

  /** Opens the directory for a look that leaves it as it is, and does not see the torn tails. */
  static Database look(RocksDbSettings settings, List<TornTail> tornTails) throws IOException {
    try (WholeLog log = WholeLog.of(settings.directory(), tornTails)) {
      Tuning tuning = new Tuning(settings);
      return open(settings.directory(), tuning, tuning.forCheck(log.directory()), true);
    }
  }

  private static Database open(Path directory, Tuning tuning, DBOptions options, boolean readOnly) {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.defaultFamily()));
    for (Column column : Column.values()) {
      families.add(new ColumnFamilyDescriptor(column.familyName(), tuning.family(column)));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      String path = directory.toString();
      RocksDB rocksDb =
          readOnly
              ? RocksDB.openReadOnly(options, path, families, handles)
              : RocksDB.open(options, path, families, handles);
      return new Database(directory, rocksDb, tuning, handles);
    } catch (RocksDBException e) {
      tuning.close();
      throw openFailure(directory, e);
    }
  }

  private static StoreException openFailure(Path directory, RocksDBException failure) {
    Status status = failure.getStatus();
    if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
      return StoreFaults.unwritable(directory, failure);
    }
    return corrupt(directory, failure);
  }

  private static StoreException corrupt(Path directory, RocksDBException failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher file = FILE.matcher(message);
    return StoreFaults.corrupt(file.find() ? Path.of(file.group(1)) : directory, message, failure);
  }

  /**
   * Runs {@code query}.
   *
   * @throws StoreException {@code store-closed}, {@code store-corrupt} or {@code store-unreadable}
   */
  <T> T read(Query<T> query) {
    use.readLock().lock();
    try {
      checkOpen();
      return query.on(this);
    } catch (RocksDBException e) {
      Status status = e.getStatus();
      if (status != null && status.getCode() == Status.Code.Corruption) {
        throw corrupt(directory, e);
      }
      throw new StoreException(
          "store-unreadable",
          "The store %s could not be read: %s".formatted(directory, e.getMessage()),
          e);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Writes {@code batch} and syncs; returns the last sequence number it took. */
  long write(WriteBatch batch) throws RocksDBException {
    use.readLock().lock();
    try {
      checkOpen();
      rocksDb.write(synced, batch);
      return rocksDb.getLatestSequenceNumber();
    } finally {
      use.readLock().unlock();
    }
  }

  ColumnFamilyHandle family(Column column) {
    return Objects.requireNonNull(families.get(column));
  }

  byte @Nullable [] get(Column column, byte[] key) throws RocksDBException {
    return rocksDb.get(family(column), key);
  }

  /** The keys of {@code column} that start with {@code prefix}; to be closed within the query. */
  Cursor cursor(Column column, byte[] prefix) {
    return new Cursor(rocksDb, family(column), prefix);
  }

  long latestSequenceNumber() {
    return rocksDb.getLatestSequenceNumber();
  }

  void verifyChecksums() throws RocksDBException {
    rocksDb.verifyChecksum();
  }

  /** Makes the directory {@code target}, which holds all that is written now. */
  void checkpoint(Path target) throws RocksDBException {
    try (Checkpoint checkpoint = Checkpoint.create(rocksDb)) {
      checkpoint.createCheckpoint(target.toString());
    }
  }

  Path directory() {
    return directory;
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException("store-closed", "The store %s is closed".formatted(directory), null);
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        handles.forEach(ColumnFamilyHandle::close);
        rocksDb.close();
        synced.close();
        tuning.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
