package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories of a store: copied, made durable, removed. */
public final class StoreFiles {

  private StoreFiles() {}

  /** The files that make up the store in {@code directory}: no lock, and no log for people. */
  public static List<Path> of(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file ->
              !file.getFileName().toString().matches("LOG|LOG\\.old.*|LOCK|sillok\\.(lock|pid)"))
          .sorted()
          .toList();
    }
  }

  /** Copies {@code file} into {@code directory}, durably. */
  public static void copy(Path file, Path directory) throws IOException {
    Path copy = directory.resolve(file.getFileName());
    Files.copy(file, copy);
    sync(copy);
  }

  /** Makes the files of {@code directory}, and that they are in it, durable. */
  public static void syncAll(Path directory) throws IOException {
    for (Path file : of(directory)) {
      sync(file);
    }
    sync(directory);
  }

  /** Makes a file's content, or a directory's entries, durable. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes {@code directory} with the files in it, as far as that is possible. */
  public static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // What is left is not taken for a store: the name says so, or the mark is missing.
    }
  }
}
