package io.sillok.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Stores that earlier builds have left, each with what nodes answered then. With {@code
 * -Dsillok.store.keep=NAME} those that this build makes are kept beside them; that is due when
 * something of what is stored has changed.
 */
enum KeptStores {
  EMBEDDED("embedded"),
  CASSANDRA("cassandra");

  private static final String ANSWERS = "answers.json";
  private static final String DATA = "data";

  /** What RocksDB tells people. */
  private static final String DIARY = "LOG";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  KeptStores(String name) {
    directory = Path.of("src", "test", "resources", "stores", name);
  }

  List<Path> all() throws IOException {
    return inside(directory);
  }

  /** What stands in {@code directory}. */
  static List<Path> inside(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  /** Copies {@code kept} into {@code target}, and returns what was answered then. */
  static JsonNode unpack(Path kept, Path target) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(kept)) {
      copy(zip.getPath(DATA), target);
      return JSON.readTree(Files.readString(zip.getPath(ANSWERS)));
    }
  }

  /** Keeps {@code data} if that is wished. */
  void keep(JsonNode answers, Path data) throws IOException {
    String name = System.getProperty("sillok.store.keep", "");
    if (name.isEmpty()) {
      return;
    }
    Path file = Files.createDirectories(directory).resolve(name + ".zip");
    Files.deleteIfExists(file);
    try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
      Files.writeString(
          zip.getPath(ANSWERS), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answers));
      copy(data, zip.getPath(DATA));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else if (!each.endsWith(DIARY)) {
          Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
