package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stores that earlier builds have left are served as they were. With {@code
 * -Dsillok.store.keep=NAME} the store that this build makes is kept beside them; that is due when
 * something of what is stored has changed.
 */
final class OlderStoreIT {

  private static final Path STORES = Path.of("src", "test", "resources", "stores");
  private static final String ANSWERS = "answers.json";

  /** What RocksDB tells people. */
  private static final String DIARY = "LOG";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  static List<Path> stores() throws IOException {
    try (Stream<Path> all = Files.list(STORES)) {
      return all.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_store_of_an_earlier_build_is_what_it_was_and_goes_on(Path kept) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(kept)) {
      copy(zip.getPath("/"), directory);
    }
    JsonNode then = JSON.readTree(directory.resolve(ANSWERS).toFile());
    try (NodeProcess node = NodeLaunch.on(directory.resolve("data")).start()) {
      eventually(() -> node.get("/v1/tables/cart/c-1").status() == 200);
      assertThat(StoredAnswers.of(node)).isEqualTo(then);
      StoredAnswers.goOn(node);
    }
  }

  @Test
  void so_is_one_of_this_build() throws IOException {
    Path data = directory.resolve("data");
    JsonNode now;
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      StoredAnswers.fill(node);
      now = StoredAnswers.of(node);
      node.terminate();
      assertThat(node.awaitEnd().exitCode()).isZero();
    }
    String name = System.getProperty("sillok.store.keep", "");
    if (!name.isEmpty()) {
      keep(name, now);
    }
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      eventually(() -> node.get("/v1/tables/cart/c-1").status() == 200);
      assertThat(StoredAnswers.of(node)).isEqualTo(now);
      StoredAnswers.goOn(node);
    }
  }

  private void keep(String name, JsonNode answers) throws IOException {
    Path file = Files.createDirectories(STORES).resolve(name + ".zip");
    Files.deleteIfExists(file);
    try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
      Files.writeString(
          zip.getPath(ANSWERS), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answers));
      copy(directory.resolve("data"), Files.createDirectory(zip.getPath("data")));
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
