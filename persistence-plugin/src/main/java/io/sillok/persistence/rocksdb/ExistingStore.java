package io.sillok.persistence.rocksdb;

import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark.Progress;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.WriteAheadLog;
import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory that must hold a store already, which says itself how it was created. */
final class ExistingStore {

  private static final long CACHE_BYTES = 16L << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;

  private ExistingStore() {}

  /**
   * @throws StoreException {@code store-missing} unless {@code directory} holds a store
   */
  static void require(Path directory) {
    if (!Files.exists(directory)) {
      throw StoreFaults.missing(directory, "does not exist");
    }
    if (!Files.isDirectory(directory)) {
      throw StoreFaults.missing(directory, "is not a directory");
    }
    try {
      if (!Files.exists(directory.resolve(AcknowledgedMark.FILE)) && !holdsFiles(directory)) {
        throw StoreFaults.missing(directory, "holds no store");
      }
    } catch (IOException e) {
      throw StoreFaults.unreadable(directory, e);
    }
  }

  /** Whether files of a store are in {@code directory}. */
  static boolean holdsFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(
          file -> file.getFileName().toString().matches("CURRENT|.*\\.sst|.*\\.log"));
    }
  }

  /**
   * Settings for the store in {@code directory}, which nobody else may hold.
   *
   * @throws StoreException {@code store-missing} if nothing was ever kept in it, {@code
   *     store-corrupt} if something was
   */
  static RocksDbSettings settings(Path directory, Verify verify) throws IOException {
    if (AcknowledgedMark.read(directory).orElse(Progress.NONE).acknowledged() == 0) {
      throw StoreFaults.missing(directory, "holds a store that was never used");
    }
    int partitions;
    List<TornTail> tornTails = WriteAheadLog.check(directory);
    try (Database database = Database.look(settings(directory, 1, verify), tornTails)) {
      partitions = database.read(StoreIdentity::partitions);
    }
    if (partitions == 0) {
      throw StoreFaults.corrupt(directory, "it does not say its number of partitions", null);
    }
    return settings(directory, partitions, verify);
  }

  private static RocksDbSettings settings(Path directory, int partitions, Verify verify) {
    return new RocksDbSettings(directory, partitions, verify, CACHE_BYTES, WRITE_BUFFER_BYTES);
  }
}
