package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark.Progress;
import io.sillok.persistence.rocksdb.files.Manifest;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes a directory that holds all that a store in use had acknowledged when the backup began. It
 * is made under another name beside its place and takes its own only when it is whole.
 */
final class StoreBackup {

  private final Database database;
  private final AcknowledgedMark mark;
  private final RocksDbSettings settings;
  private final Path target;

  StoreBackup(Database database, AcknowledgedMark mark, RocksDbSettings settings, Path target) {
    this.database = database;
    this.mark = mark;
    this.settings = settings;
    this.target = target.toAbsolutePath().normalize();
  }

  /**
   * @throws StoreException {@code backup-exists}, {@code store-unwritable}, or {@code
   *     store-corrupt} when what was made cannot be trusted
   */
  Backup make() {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw StoreFaults.backupExists(target);
    }
    Path made =
        target.resolveSibling(".%s.%s.partial".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Files.createDirectories(parent());
      checkpoint(made);
      verify(made);
      publish(made);
      return new Backup(target, size(target));
    } catch (IOException e) {
      throw StoreFaults.unwritable(target, e);
    } finally {
      StoreFiles.remove(made);
    }
  }

  /** What is acknowledged is written already, so it is in a checkpoint that begins afterwards. */
  private void checkpoint(Path made) throws IOException {
    long acknowledged = mark.progress().acknowledged();
    database.read(open -> {
      open.checkpoint(made);
      return true;
    });
    AcknowledgedMark.open(made, new Progress(acknowledged, Manifest.of(made))).close();
    StoreFiles.syncAll(made);
  }

  private void verify(Path made) throws IOException {
    OpenCheck.run(
        new RocksDbSettings(
            made,
            settings.partitions(),
            Verify.FULL,
            settings.cacheBytes(),
            settings.writeBufferBytes()));
    StoreFiles.syncAll(made);
  }

  private void publish(Path made) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw StoreFaults.backupExists(target);
    }
    Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    StoreFiles.sync(parent());
  }

  private Path parent() {
    return Objects.requireNonNull(target.getParent()); // only the root has none, and it exists
  }

  private static long size(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : StoreFiles.of(directory)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
