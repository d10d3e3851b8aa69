package io.sillok.node.cli.append.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Tells other processes that a run has a progress file: a lock of the operating system on a file
 * beside it, for the progress itself is another file after each batch. It ends with the process,
 * however that ends; the file goes when it is closed.
 */
public final class ProgressLock implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private ProgressLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Empty if another has it. */
  static Optional<ProgressLock> take(Path progress) throws IOException {
    Path path = progress.resolveSibling(progress.getFileName() + ".lock");
    while (true) {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        if (!isLocked(channel)) {
          return Optional.empty();
        }
        taken = channel.size() == 0;
        if (taken) {
          return Optional.of(new ProgressLock(path, channel));
        }
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  /**
   * Who opened the file before it was deleted finds that something is in it, and looks again: by
   * then another file may have its name.
   */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(path);
      channel.write(ByteBuffer.wrap(new byte[] {1}));
    } catch (IOException stays) {
      // an empty file that nobody has locked is in nobody's way
    }
  }
}
