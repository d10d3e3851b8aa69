package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.writer.WriteLimits;
import java.nio.file.Path;

/** What {@code sillok.persistence} says, read once. */
record PersistenceSettings(RocksDbSettings rocksDb, WriteLimits limits) {

  static final String PATH = "sillok.persistence";
  static final String DISPATCHER = PATH + ".dispatcher";
  static final String BLOCKING_DISPATCHER = PATH + ".blocking-dispatcher";

  /**
   * @param config the section {@code sillok.persistence}
   */
  static PersistenceSettings of(Config config) {
    String store = config.getString("store");
    if (!store.equals("rocksdb")) {
      throw invalid("store", store, "rocksdb");
    }
    return new PersistenceSettings(rocksDb(config), limits(config));
  }

  private static RocksDbSettings rocksDb(Config config) {
    Config rocksDb = config.getConfig("rocksdb");
    return new RocksDbSettings(
        Path.of(rocksDb.getString("directory")).toAbsolutePath().normalize(),
        config.getInt("partitions"),
        verify(rocksDb.getString("verify-on-open")),
        rocksDb.getBytes("cache"),
        rocksDb.getBytes("write-buffer"));
  }

  private static Verify verify(String value) {
    return switch (value) {
      case "full" -> Verify.FULL;
      case "tail" -> Verify.TAIL;
      default -> throw invalid("rocksdb.verify-on-open", value, "full or tail");
    };
  }

  private static WriteLimits limits(Config config) {
    return new WriteLimits(
        Math.toIntExact(config.getBytes("block-soft-limit")),
        Math.toIntExact(config.getBytes("block-hard-limit")),
        config.getBytes("pending-limit"),
        config.getInt("remembered-entities"),
        config.getBytes("recent-blocks"));
  }

  private static StoreException invalid(String key, String value, String allowed) {
    return new StoreException(
        "store-settings", "%s.%s must be %s, but is %s".formatted(PATH, key, allowed, value), null);
  }
}
