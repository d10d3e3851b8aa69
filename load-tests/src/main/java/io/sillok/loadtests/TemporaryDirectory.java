package io.sillok.loadtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for one run; deleted on close. */
public record TemporaryDirectory(Path path) implements AutoCloseable {

  /**
   * A new directory on the file system that holds the project, since the usual place may be memory.
   */
  public static TemporaryDirectory create(String name) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "load-tests"));
    return new TemporaryDirectory(Files.createTempDirectory(parent.toAbsolutePath(), name + "-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
