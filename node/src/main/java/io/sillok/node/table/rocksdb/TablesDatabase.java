package io.sillok.node.table.rocksdb;

import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RocksDB of tables while it is open. Writes are not synced: after a power cut it is as it was
 * a moment before, and goes on from there.
 */
final class TablesDatabase implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TablesDatabase.class);
  private static final long MIB = 1L << 20;
  private static final int OPEN_FILES = 256;
  private static final int BITS_PER_KEY = 10;

  private final Path directory;
  private final RocksDB rocksDb;
  private final List<AbstractNativeReference> owned;
  private final WriteOptions writing;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private TablesDatabase(Path directory, RocksDB rocksDb, List<AbstractNativeReference> owned) {
    this.directory = directory;
    this.rocksDb = rocksDb;
    this.owned = owned;
    writing = own(owned, new WriteOptions());
  }

  /** What is done with the database while it is held open. */
  interface Use<T> {
    T of(RocksDB database, WriteOptions writing) throws RocksDBException;
  }

  /**
   * Opens the directory, and makes it if it is missing.
   *
   * @throws DamagedException if it holds what cannot be read
   */
  static TablesDatabase open(RocksTableSettings settings) {
    RocksDB.loadLibrary();
    Path directory = settings.directory();
    List<AbstractNativeReference> owned = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      RocksDB rocksDb = RocksDB.open(options(settings, owned), directory.toString());
      return new TablesDatabase(directory, rocksDb, owned);
    } catch (IOException e) {
      throw unusable(directory, e);
    } catch (RocksDBException e) {
      owned.reversed().forEach(AbstractNativeReference::close);
      throw isDamage(e) ? new DamagedException(e) : unusable(directory, e);
    }
  }

  private static Options options(RocksTableSettings settings, List<AbstractNativeReference> owned) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(own(owned, new LRUCache(settings.cacheBytes())))
            .setBlockSize(16 * 1024)
            .setFilterPolicy(own(owned, new BloomFilter(BITS_PER_KEY)));
    return own(owned, new Options())
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        .setTableFormatConfig(table)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setWriteBufferSize(settings.writeBufferBytes())
        .setMaxWriteBufferNumber(2)
        .setMaxTotalWalSize(4 * settings.writeBufferBytes())
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MIB)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0);
  }

  private static <T extends AbstractNativeReference> T own(
      List<AbstractNativeReference> owned, T object) {
    owned.add(object);
    return object;
  }

  /** Removes the directory with what is in it, as far as that is possible. */
  static void destroy(Path directory) {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException left) {
        LOGGER.warn("Tables that are of no use are left in {}: {}", directory, left.toString());
      }
    }
  }

  /**
   * Holds the database open for {@code use}.
   *
   * @throws StoreException {@code table-moved} if it is closed
   * @throws DamagedException if it holds what cannot be read
   */
  <T> T use(Use<T> use) {
    this.use.readLock().lock();
    try {
      if (closed) {
        throw moved();
      }
      return use.of(rocksDb, writing);
    } catch (RocksDBException e) {
      throw isDamage(e) ? new DamagedException(e) : unusable(directory, e);
    } finally {
      this.use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        rocksDb.close();
        owned.reversed().forEach(AbstractNativeReference::close);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  StoreException moved() {
    return new StoreException(
        "table-moved", "The tables in %s were opened anew".formatted(directory), null);
  }

  private static StoreException unusable(Path directory, Exception failure) {
    return new StoreException(
        "tables-unusable",
        "The tables in %s cannot be used: %s".formatted(directory, failure.getMessage()),
        failure);
  }

  private static boolean isDamage(RocksDBException failure) {
    Status status = failure.getStatus();
    return status != null
        && switch (status.getCode()) {
          case Corruption, NotFound, InvalidArgument, NotSupported -> true;
          default -> false;
        };
  }

  /** What is kept cannot be read, and must be built again. */
  static final class DamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedException(RocksDBException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
