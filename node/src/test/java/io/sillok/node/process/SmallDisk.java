package io.sillok.node.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk of some megabytes that can be filled up. It is a file system in memory, mounted in a mount
 * namespace of its own, so that it is gone with the process that holds it.
 */
final class SmallDisk implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Process holder;
  private final Path at;
  private final List<String> entrance;

  private SmallDisk(Process holder, Path at, List<String> entrance) {
    this.holder = holder;
    this.at = at;
    this.entrance = entrance;
  }

  /** Mounts one at the directory {@code at}; empty if this machine does not allow it. */
  static Optional<SmallDisk> mount(Path at, int megabytes) {
    return mount(at, megabytes, List.of(), List.of())
        .or(() ->
            mount(
                at,
                megabytes,
                List.of("--user", "--map-root-user"),
                List.of("--user", "--preserve-credentials")));
  }

  private static Optional<SmallDisk> mount(
      Path at, int megabytes, List<String> asWhom, List<String> enterAsWhom) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    command.addAll(asWhom);
    // cat keeps the namespace until its input is closed, so also when this process dies
    command.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs -o size=\"$1\"m none \"$0\" && echo mounted && exec cat",
            at.toString(),
            Integer.toString(megabytes)));
    try {
      Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader said = holder.inputReader();
      if ("mounted".equals(said.readLine())) {
        List<String> entrance = new ArrayList<>(List.of("nsenter", "--mount"));
        entrance.addAll(enterAsWhom);
        entrance.addAll(List.of("--target", Long.toString(holder.pid())));
        return Optional.of(new SmallDisk(holder, at, entrance));
      }
      holder.destroyForcibly();
      return Optional.empty();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
  }

  /** What runs a program so that it sees this disk. */
  List<String> entrance() {
    return entrance;
  }

  /** Takes all space that is left. */
  void fill() {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int size = CHUNK_BYTES; size > 0; size /= 2) {
      try (OutputStream file =
          Files.newOutputStream(
              filler(),
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          file.write(chunk, 0, size);
        }
      } catch (IOException full) {
        // goes on with smaller pieces
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  void makeSpace() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }

  /** A file of the disk as seen from outside of the namespace. */
  private Path filler() {
    return Path.of("/proc", Long.toString(holder.pid()), "root")
        .resolve(Path.of("/").relativize(at.toAbsolutePath()))
        .resolve("filler");
  }
}
