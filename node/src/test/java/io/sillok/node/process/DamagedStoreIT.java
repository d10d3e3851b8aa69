package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.process.Damage.FlippedBit;
import io.sillok.node.process.Damage.Torn;
import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store was damaged while no node had it open. */
final class DamagedStoreIT {

  private static final int CARTS = 30;
  private static final int ITEMS = 10;

  @TempDir private Path directory;
  private final Map<String, List<JsonNode>> events = new LinkedHashMap<>();
  private int refused;
  private int intact;

  @Test
  void damage_is_refused_with_the_file_or_harmless_but_never_served() throws IOException {
    Path sound = directory.resolve("sound");
    fill(sound, "first");
    fill(sound, "second");
    int tried = 0;
    for (Path file : dataFiles(sound)) {
      for (Damage damage : damagesFor(file)) {
        Path copy = copyOf(sound, directory.resolve("copy-" + tried));
        damage.to(copy.resolve(sound.relativize(file)));
        check(copy, "%s of %s".formatted(damage, file.getFileName()));
        tried++;
      }
    }
    assertThat(tried).as("damages tried").isGreaterThanOrEqualTo(8);
    assertThat(refused + intact).isEqualTo(tried);
    assertThat(refused).as("damages that were noticed").isGreaterThanOrEqualTo(tried / 2);
  }

  /** One life of a node that ends in a crash, so that its last writes are only in the journal. */
  private void fill(Path data, String life) throws IOException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      for (int number = 0; number < CARTS; number++) {
        String cart = "cart/%s-%d".formatted(life, number);
        for (int item = 0; item < ITEMS; item++) {
          Answer answer =
              node.command(
                  cart, "add-item", "{\"productId\":\"p-%d\",\"quantity\":1}".formatted(item));
          assertThat(answer.status()).as("%s", answer).isEqualTo(200);
          events.computeIfAbsent(cart, none -> new ArrayList<>()).addAll(answer.events());
        }
      }
      node.kill();
    }
  }

  private void check(Path data, String what) throws IOException {
    switch (NodeLaunch.on(data).tryStart()) {
      case NodeProcess node -> {
        try (node) {
          for (Map.Entry<String, List<JsonNode>> cart : events.entrySet()) {
            assertThat(node.events(cart.getKey())).as(what).isEqualTo(cart.getValue());
            CartModel.of(cart.getValue()).check(node.get("/v1/entities/" + cart.getKey()));
          }
          intact++;
        }
      }
      case Ended ended -> {
        assertThat(ended.exitCode()).as("%s: %s", what, ended).isEqualTo(1);
        assertThat(ended.err()).as(what).hasSize(1);
        assertThat(ended.err().getFirst()).startsWith("sillok: ").contains(data.toString());
        refused++;
      }
    }
  }

  /** Files in which events, or the way to them, are kept. */
  private static List<Path> dataFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 0)
          .filter(file -> file.getFileName().toString().matches("MANIFEST-.*|.*\\.(sst|log)"))
          .sorted()
          .toList();
    }
  }

  private static List<Damage> damagesFor(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".log")) {
      return List.of(
          new FlippedBit(0.01, 0), new FlippedBit(0.5, 5), new FlippedBit(1, 7), new Torn(0.5));
    }
    return name.endsWith(".sst")
        ? List.of(new FlippedBit(0.1, 3), new Torn(0.7))
        : List.of(new FlippedBit(0.1, 3), new FlippedBit(0.6, 0), new Torn(0.7));
  }

  private static Path copyOf(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
