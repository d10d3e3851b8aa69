package io.sillok.persistence.rocksdb;

import io.sillok.persistence.LogStore.Backup;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.DirectoryLock;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies a backup into an empty directory. The mark comes last: without it a directory that a crash
 * left half full is refused by every start.
 */
public final class StoreRestore {

  private final Path backup;
  private final Path target;

  private StoreRestore(Path backup, Path target) {
    this.backup = backup;
    this.target = target;
  }

  /**
   * Checks {@code backup}, copies it into {@code target}, which is made if it is missing, and
   * checks the copy.
   *
   * @throws StoreException {@code store-missing}, {@code store-corrupt}, {@code store-locked},
   *     {@code store-not-empty} or {@code store-unwritable}
   */
  public static Backup run(Path backup, Path target) {
    ExistingStore.require(backup);
    return new StoreRestore(backup, target).run();
  }

  private Backup run() {
    try {
      requireEmpty(); // before a lock is put into it
      checkSource();
      DirectoryLock lock = DirectoryLock.acquire(target);
      try {
        requireEmpty();
        return copy();
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw StoreFaults.unwritable(target, e);
    }
  }

  /** A backup on a medium that cannot be written is not in use either. */
  private void checkSource() throws IOException {
    if (!Files.isWritable(backup)) {
      check(backup);
      return;
    }
    DirectoryLock lock = DirectoryLock.acquire(backup);
    try {
      check(backup);
    } finally {
      lock.close();
    }
  }

  private static void check(Path directory) throws IOException {
    OpenCheck.run(ExistingStore.settings(directory, Verify.FULL));
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> files = Files.list(target)) {
      if (files.anyMatch(
          file -> !file.getFileName().toString().matches("sillok\\.(lock|pid)|lost\\+found"))) {
        throw StoreFaults.notEmpty(target);
      }
    }
  }

  private Backup copy() throws IOException {
    List<Path> copied = new ArrayList<>();
    boolean whole = false;
    try {
      long bytes = copyFiles(copied);
      check(target);
      whole = true;
      return new Backup(target, bytes);
    } finally {
      if (!whole) {
        for (Path file : copied.reversed()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private long copyFiles(List<Path> copied) throws IOException {
    long bytes = 0;
    List<Path> files = new ArrayList<>(StoreFiles.of(backup));
    Path mark = backup.resolve(AcknowledgedMark.FILE);
    files.remove(mark);
    files.add(mark);
    for (Path file : files) {
      if (file.equals(mark)) {
        StoreFiles.sync(target); // so that the mark never stands there before the others
      }
      copied.add(target.resolve(file.getFileName()));
      StoreFiles.copy(file, target);
      bytes += Files.size(file);
    }
    StoreFiles.sync(target);
    return bytes;
  }
}
