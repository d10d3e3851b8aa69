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

  /**
   * @param config such as {@code sillok.node.tables.rocksdb}
   * @param usual directory, unless another is configured
   */
  public static RocksTableSettings of(Config config, Path usual) {
    String directory = config.getString("directory");
    return new RocksTableSettings(
        directory.isEmpty() ? usual : Path.of(directory).toAbsolutePath().normalize(),
        config.getBytes("cache"),
        config.getBytes("write-buffer"));
  }
}
