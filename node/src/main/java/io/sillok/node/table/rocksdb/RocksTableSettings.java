package io.sillok.node.table.rocksdb;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * Where tables are kept and with how much memory.
 *
 * @param cacheBytes for what was read from files
 * @param writeBufferBytes for what was not written to a file yet; there may be two of them
 */
public record RocksTableSettings(Path directory, long cacheBytes, long writeBufferBytes) {

  private static final String DIRECTORY = "tables";

  /**
   * @param config {@code sillok.node.tables.rocksdb}
   * @param data the node's directory
   */
  public static RocksTableSettings of(Config config, Path data) {
    String directory = config.getString("directory");
    return new RocksTableSettings(
        directory.isEmpty()
            ? data.resolve(DIRECTORY)
            : Path.of(directory).toAbsolutePath().normalize(),
        config.getBytes("cache"),
        config.getBytes("write-buffer"));
  }
}
