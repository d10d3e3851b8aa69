package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk runs full under a node. */
final class DiskFullIT {

  private static final int MEGABYTES = 256;
  private static final int BEFORE = 50;
  private static final int MOST_UNTIL_FULL = 2000;
  private static final String LARGE = "x".repeat(500_000);

  @TempDir private Path directory;
  private final Map<String, List<JsonNode>> acknowledged = new LinkedHashMap<>();

  @Test
  void a_full_disk_ends_acknowledging_and_nothing_acknowledged_is_lost() throws Exception {
    Optional<SmallDisk> mounted =
        SmallDisk.mount(Files.createDirectory(directory.resolve("disk")), MEGABYTES);
    assumeThat(mounted).as("a disk of our own").isPresent();
    try (SmallDisk disk = mounted.orElseThrow()) {
      NodeLaunch launch =
          NodeLaunch.on(directory.resolve("disk").resolve("data")).by(disk.entrance());
      try (NodeProcess node = launch.start()) {
        for (int number = 0; number < BEFORE; number++) {
          assertThat(add(node, "before-" + number, "p-1").status()).isEqualTo(200);
        }
        disk.fill();
        checkStopsAcknowledging(node);
        disk.makeSpace();
        assertThat(add(node, "late", "p-1").code()).isEqualTo("store-failed");
        node.terminate();
        node.awaitEnd();
      }
      try (NodeProcess node = launch.start()) {
        checkNothingLost(node);
        assertThat(node.get("/health/ready").status()).isEqualTo(200);
        assertThat(add(node, "after", "p-1").status()).isEqualTo(200);
      }
    }
  }

  private void checkStopsAcknowledging(NodeProcess node) throws IOException {
    Answer answer = add(node, "filling-0", LARGE);
    for (int number = 1; answer.status() == 200 && number < MOST_UNTIL_FULL; number++) {
      answer = add(node, "filling-" + number, LARGE);
    }
    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("store-failed");
    for (int number = 0; number < BEFORE; number++) {
      assertThat(add(node, "full-" + number, "p-1").code()).isEqualTo("store-failed");
    }
    Answer ready = node.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.code()).isEqualTo("store-failed");
    assertThat(node.get("/health/live").status()).isEqualTo(200);
  }

  private void checkNothingLost(NodeProcess node) throws IOException {
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE);
    for (Map.Entry<String, List<JsonNode>> cart : acknowledged.entrySet()) {
      assertThat(node.events(cart.getKey())).as(cart.getKey()).isEqualTo(cart.getValue());
    }
  }

  private Answer add(NodeProcess node, String id, String product) throws IOException {
    String cart = "cart/" + id;
    Answer answer =
        node.command(cart, "add-item", "{\"productId\":\"%s\",\"quantity\":1}".formatted(product));
    if (answer.status() == 200) {
      acknowledged.put(cart, answer.events());
    }
    return answer;
  }
}
