package io.sillok.persistence.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options, for a store that shares its machine with what uses it. */
final class Tuning implements AutoCloseable {

  private static final long MIB = 1L << 20;
  private static final int OPEN_FILES = 512;
  private static final int BITS_PER_KEY = 10;

  private final RocksDbSettings settings;
  private final List<AbstractNativeReference> owned = new ArrayList<>();
  private final Cache cache;

  Tuning(RocksDbSettings settings) {
    RocksDB.loadLibrary();
    this.settings = settings;
    cache = own(new LRUCache(settings.cacheBytes()));
  }

  /** For a store whose write-ahead log has been found whole. */
  DBOptions forUse(ManifestWatch watch) {
    return options()
        .setListeners(List.of(own(watch)))
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency);
  }

  /**
   * For a look that changes nothing.
   *
   * @param log where the write-ahead log is, without torn tails
   */
  DBOptions forCheck(Path log) {
    return options()
        .setWalDir(log.toString())
        .setWalRecoveryMode(WALRecoveryMode.AbsoluteConsistency);
  }

  ColumnFamilyOptions family(Column column) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(16 * 1024)
            .setFilterPolicy(own(new BloomFilter(BITS_PER_KEY)));
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(table)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.LZ4_COMPRESSION)
        .setWriteBufferSize(column.isLarge() ? settings.writeBufferBytes() : 4 * MIB)
        .setMaxWriteBufferNumber(4)
        .setTargetFileSizeBase(64 * MIB)
        .setMaxBytesForLevelBase(256 * MIB);
  }

  ColumnFamilyOptions defaultFamily() {
    return own(new ColumnFamilyOptions()).setWriteBufferSize(MIB);
  }

  private DBOptions options() {
    return own(new DBOptions())
        .setParanoidChecks(true)
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setMaxTotalWalSize(4 * settings.writeBufferBytes())
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MIB)
        .setKeepLogFileNum(2)
        .setMaxManifestFileSize(16 * MIB)
        .setStatsDumpPeriodSec(0);
  }

  private <T extends AbstractNativeReference> T own(T object) {
    owned.add(object);
    return object;
  }

  @Override
  public void close() {
    owned.reversed().forEach(AbstractNativeReference::close);
  }
}
