package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.nio.file.Path;

/** What {@code sillok.persistence} says, read once. */
record PersistenceSettings(Store store, WriterSettings writers) {

  static final String PATH = "sillok.persistence";
  private static final long MOST_CASSANDRA_BYTES = 12 << 20;
  static final String DISPATCHER = PATH + ".dispatcher";
  static final String BLOCKING_DISPATCHER = PATH + ".blocking-dispatcher";

  /** Where logs are kept. */
  sealed interface Store {
    record RocksDb(RocksDbSettings settings) implements Store {}

    record Cassandra(CassandraSettings settings) implements Store {}
  }

  /**
   * @param config the section {@code sillok.persistence}
   */
  static PersistenceSettings of(Config config) {
    String store = config.getString("store");
    return switch (store) {
      case "rocksdb" ->
          new PersistenceSettings(
              new Store.RocksDb(rocksDb(config)),
              writers(config, WriterSettings.Mode.OWNER, Integer.MAX_VALUE));
      case "cassandra" -> {
        requireBlocksThatFit(config.getBytes("block-hard-limit"));
        yield new PersistenceSettings(
            new Store.Cassandra(CassandraSettings.of(config)),
            writers(
                config,
                mode(config.getString("cassandra.writers")),
                appendsInFlight(config.getString("cassandra.appends-in-flight"))));
      }
      default -> throw invalid("store", store, "rocksdb or cassandra");
    };
  }

  /** Cassandra takes no message above 16 MiB. */
  private static void requireBlocksThatFit(long bytes) {
    if (bytes > MOST_CASSANDRA_BYTES) {
      throw invalid(
          "block-hard-limit",
          bytes + " bytes",
          "at most 12 MiB with Cassandra, which takes no more");
    }
  }

  private static int appendsInFlight(String value) {
    if (value.equals("auto")) {
      return Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 32);
    }
    if (!value.matches("[1-9][0-9]{0,4}")) {
      throw invalid("cassandra.appends-in-flight", value, "auto or a number from 1 to 99999");
    }
    return Integer.parseInt(value);
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

  private static WriterSettings.Mode mode(String value) {
    return switch (value) {
      case "owner" -> WriterSettings.Mode.OWNER;
      case "shared" -> WriterSettings.Mode.SHARED;
      default -> throw invalid("cassandra.writers", value, "owner or shared");
    };
  }

  private static WriterSettings writers(
      Config config, WriterSettings.Mode mode, int appendsInFlight) {
    WriteLimits limits =
        new WriteLimits(
            Math.toIntExact(config.getBytes("block-soft-limit")),
            Math.toIntExact(config.getBytes("block-hard-limit")),
            config.getBytes("pending-limit"),
            config.getInt("remembered-entities"),
            config.getBytes("recent-blocks"));
    return new WriterSettings(mode, limits, appendsInFlight, config.getDuration("write-timeout"));
  }

  private static StoreException invalid(String key, String value, String allowed) {
    return new StoreException(
        "store-settings", "%s.%s must be %s, but is %s".formatted(PATH, key, allowed, value), null);
  }
}
