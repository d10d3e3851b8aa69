package io.sillok.node.cli.append.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.FileTrouble;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a file's progress beside it; at any moment it is whole, the last one or the one before. */
public final class ProgressFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  public ProgressFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /**
   * What it says; nothing if it is not there.
   *
   * @throws CommandFailure if it cannot be read or is something else
   */
  public Optional<Progress> read() {
    try {
      Optional<Progress> progress = Progress.of(JSON.readTree(Files.readAllBytes(path)));
      if (progress.isEmpty()) {
        throw notOurs();
      }
      return progress;
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JsonProcessingException other) {
      throw notOurs();
    } catch (IOException failure) {
      throw trouble(failure);
    }
  }

  /**
   * Keeps all other runs from it until the lock is closed.
   *
   * @throws CommandFailure if another run has it, or it cannot be locked
   */
  public ProgressLock lock() {
    try {
      return ProgressLock.take(path)
          .orElseThrow(() ->
              new CommandFailure(
                  ExitCode.FAILED,
                  "another run that appends has %s now, so nothing was appended; wait for its end, then the same command goes on behind it"
                      .formatted(path)));
    } catch (IOException failure) {
      throw trouble(failure);
    }
  }

  /**
   * @throws CommandFailure if it cannot be written
   */
  public void write(Progress progress) {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    byte[] bytes = (progress.json() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(false);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw trouble(failure);
    }
  }

  private CommandFailure notOurs() {
    return new CommandFailure(
        ExitCode.USAGE,
        "%s does not say how far a file is appended; name another file with --progress"
            .formatted(path));
  }

  private CommandFailure trouble(IOException failure) {
    return new CommandFailure(
        ExitCode.FAILED,
        "cannot use %s: %s; name another file with --progress"
            .formatted(path, FileTrouble.inWords(failure)));
  }
}
