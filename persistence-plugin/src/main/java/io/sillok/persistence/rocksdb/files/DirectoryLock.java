package io.sillok.persistence.rocksdb.files;

import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a directory for one store of one process, and tells others by which process. */
public final class DirectoryLock implements AutoCloseable {

  private static final String LOCK = "sillok.lock";
  private static final String PID = "sillok.pid";

  /**
   * Closing any channel on a file gives up the process's lock on it, so a second store of this very
   * process must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Creates {@code directory} if need be and takes it.
   *
   * @throws StoreException {@code store-locked} or {@code store-unwritable}
   */
  public static DirectoryLock acquire(Path directory) {
    Path real;
    try {
      real = Files.createDirectories(directory).toRealPath();
    } catch (IOException | SecurityException e) {
      throw StoreFaults.unwritable(directory, e);
    }
    if (!HELD.add(real)) {
      throw StoreFaults.locked(directory, "this process, " + ProcessHandle.current().pid());
    }
    try {
      return lock(real);
    } catch (IOException e) {
      HELD.remove(real);
      throw StoreFaults.unwritable(directory, e);
    } catch (StoreException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw StoreFaults.locked(directory, holder(directory));
      }
      Files.writeString(directory.resolve(PID), Long.toString(ProcessHandle.current().pid()));
      return new DirectoryLock(directory, channel);
    } catch (IOException | StoreException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(Path directory) {
    try {
      return "process " + Files.readString(directory.resolve(PID)).strip();
    } catch (IOException unknown) {
      return "another process";
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(directory.resolve(PID));
      channel.close();
    } catch (IOException ignored) {
      // The lock ends with the process at the latest.
    } finally {
      HELD.remove(directory);
    }
  }
}
