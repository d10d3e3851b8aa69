package io.sillok.node.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupAndCopyTest {

  private static final int BLOCKS = SampleStore.PARTITIONS * (1 + SampleStore.ROUNDS);

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void make() {
    data = SampleStore.make(directory.resolve("data"), 500);
  }

  @Test
  void a_stopped_store_is_backed_up_and_restored() {
    Path backup = directory.resolve("backup");
    JsonNode made = CommandRun.of("backup", backup, "--data", data).succeeded().json().getFirst();
    assertThat(made.path("directory").asText()).isEqualTo(backup.toString());
    assertThat(made.path("bytes").asLong()).isGreaterThan(SampleStore.ROUNDS * 500L);
    Path restored = directory.resolve("restored");
    assertThat(
            CommandRun.of("restore", backup, "--data", restored, "-o", "table").succeeded().out())
        .startsWith("Restored into " + restored)
        .contains("sillok start --data");
    List<JsonNode> dump = CommandRun.of("log", "dump", "cart/2", "-d", data, "--payload").json();
    assertThat(dump).hasSize(1 + 2 * SampleStore.ROUNDS);
    assertThat(CommandRun.of("log", "dump", "cart/2", "-d", restored, "--payload").json())
        .isEqualTo(dump);
    CommandRun.of("log", "verify", "-d", restored).succeeded();
  }

  @Test
  void mistakes_with_backups_are_told_in_one_line() throws IOException {
    Path backup = directory.resolve("backup");
    CommandRun.of("backup", backup, "--data", data).succeeded();
    CommandRun.of("backup", backup, "--data", data)
        .failed(1, backup + " exists already, and a backup replaces nothing");
    CommandRun.of("backup", directory.resolve("new"), "-d", directory.resolve("no"))
        .failed(1, "no does not exist");
    CommandRun.of("restore", backup, "--data", data).failed(1, data + " is not empty; restore");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    CommandRun.of("restore", empty, "--data", directory.resolve("new"))
        .failed(1, empty + " holds no store");
    try (LogStore store = SampleStore.open(data)) {
      CommandRun.of("backup", directory.resolve("new"), "-d", data).failed(1, "is in use by");
      assertThat(store.partitions()).isEqualTo(SampleStore.PARTITIONS);
    }
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void a_store_is_copied_and_a_second_copy_finds_all_there() {
    Path copy = directory.resolve("copy");
    JsonNode first =
        CommandRun.of("copy", "--from", data, "--to", copy).succeeded().json().getFirst();
    assertThat(first)
        .hasToString(
            ("{'logs':4,'blocks':%d,'skippedBlocks':0,'events':%d,'entities':4,'snapshots':0,"
                    + "'unreadableSnapshots':0,'facts':0}")
                .formatted(BLOCKS, SampleStore.PARTITIONS * 2 * SampleStore.ROUNDS)
                .replace('\'', '"'));
    CommandRun again = CommandRun.of("copy", "--from", data, "--to", copy, "-o", "table");
    assertThat(again.succeeded().out())
        .contains("Copied 0 blocks; %d were there already".formatted(BLOCKS))
        .contains("4 logs with 160 events, 4 entities");
    CommandRun.of("log", "verify", "-d", copy).succeeded();
  }

  @Test
  void mistakes_with_copies_are_told_in_one_line() {
    Path other = directory.resolve("other");
    try (LogStore store = SampleStore.open(other)) {
      LogId foreign = new LogId("order", 0);
      SampleStore.append(store, SampleStore.block(foreign, 0, Block.Kind.TAKEOVER, List.of()));
    }
    CommandRun.of("copy", "--from", data, "--to", other)
        .failed(1, "The target holds log order/0, which the source does not");
    CommandRun.of("copy", "--from", directory.resolve("no"), "--to", other)
        .failed(1, "no does not exist");
    CommandRun.of("copy", "--from", data, "--to", data).failed(1, "is in use by this process");
    Path eight = directory.resolve("eight");
    RocksDbStore.open(new RocksDbSettings(eight, 8, Verify.FULL, 1 << 20, 64 << 10), Runnable::run)
        .close();
    CommandRun.of("copy", "--from", data, "--to", eight)
        .failed(1, "The source has 4 partitions and the target 8");
  }
}
