package io.sillok.persistence.rocksdb;

import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/** Opens small stores, and copies them. */
final class Stores {

  static final int PARTITIONS = 4;

  private Stores() {}

  static RocksDbStore open(Path directory) {
    return open(directory, PARTITIONS, Verify.FULL);
  }

  static RocksDbStore open(Path directory, int partitions, Verify verify) {
    RocksDbSettings settings =
        new RocksDbSettings(directory, partitions, verify, 1 << 20, 64 << 10);
    return RocksDbStore.open(settings, ForkJoinPool.commonPool());
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
