package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system refuses a write of a real process: its files may not grow beyond a limit. */
class FullDiskTest {

  /**
   * In the shell's unit of 512 or 1024 bytes; enough for RocksDB's library, which is unpacked
   * first.
   */
  private static final int FILE_LIMIT = 40_000;

  @TempDir Path directory;

  @Test
  void a_store_that_failed_a_write_acknowledges_nothing_more_and_has_lost_nothing()
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell that can limit files");
    String[] said = run(directory.resolve("store")).split(" ", -1);
    int acknowledged = Integer.parseInt(said[0]);
    assertThat(acknowledged).isBetween(50, 99_999);
    assertThat(said).containsExactly(said[0], "0", "Failed", "store-failed");

    try (LogStore store = Stores.open(directory.resolve("store"))) {
      assertThat(await(store.entities().highestSequenceNumber("cart|1")))
          .isBetween((long) acknowledged, acknowledged + 1L);
      assertThat(await(store.log(new LogId("cart", 0)).read(0, Integer.MAX_VALUE)))
          .hasSizeBetween(acknowledged, acknowledged + 1);
    }
  }

  private static String run(Path store) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -f %d; exec \"$@\"".formatted(FILE_LIMIT),
            "sh",
            java,
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            FullDisk.class.getName(),
            store.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).directory(new File(".")).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output.lines().toList()).as(output).isNotEmpty();
    return output.lines().reduce("", (first, last) -> last);
  }
}
