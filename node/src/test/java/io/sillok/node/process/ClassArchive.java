package io.sillok.node.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of the packaged node in a file that the JVM maps into memory: a process then starts
 * in little more than half the time. The first process of a build leaves it, the others have it.
 */
final class ClassArchive {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path ARCHIVE = TARGET.resolve("node-classes.jsa");
  private static final Path UNFINISHED = TARGET.resolve("node-classes.unfinished.jsa");
  private static final Path LOCK = TARGET.resolve("node-classes.lock");

  /** Without what the JVM says of an archive that it cannot use. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:SharedArchiveFile=" + ARCHIVE,
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:cds*=off:stderr");

  private ClassArchive() {}

  /**
   * What the command of a JVM says, between {@code java} and what it runs.
   *
   * @param java the command up to there
   * @param jar that it runs
   */
  static synchronized List<String> options(List<String> java, Path jar) throws IOException {
    if (!isNewerThan(jar)) {
      try (FileChannel channel =
              FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !isNewerThan(jar)) {
          make(java);
        }
      }
    }
    return OPTIONS;
  }

  private static boolean isNewerThan(Path jar) throws IOException {
    return Files.exists(ARCHIVE)
        && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static void make(List<String> java) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.add("-XX:ArchiveClassesAtExit=" + UNFINISHED);
    command.addAll(NodeLaunch.on(Files.createTempDirectory(TARGET, "node-classes")).program());
    try (NodeProcess node = new NodeProcess(new ProcessBuilder(command).start())) {
      if (!node.awaitReady()) {
        throw new AssertionError("The node did not start: " + node.awaitEnd());
      }
      node.terminate();
      node.awaitEnd();
    }
    Files.move(UNFINISHED, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
