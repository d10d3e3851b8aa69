package io.sillok.node.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.persistence.LogStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogCommandTest {

  private static final int HEAD = 1 + 2 * SampleStore.ROUNDS;

  @TempDir private Path directory;

  @Test
  void list_tells_where_each_log_begins_and_ends() {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    List<JsonNode> logs = CommandRun.of("log", "list", "--data", data).succeeded().json();
    assertThat(logs).hasSize(SampleStore.PARTITIONS);
    assertThat(logs.get(2))
        .hasToString(
            ("{'log':'cart','partition':2,'firstOffset':0,'head':41,'epoch':1,"
                    + "'writer':'00000000-0000-0001-0000-000000000002',"
                    + "'writerName':'process 00000000-0000-0001-0000-000000000002',"
                    + "'lastAppendedAt':'2026-03-01T12:00:39Z','indexLag':0}")
                .replace('\'', '"'));
    assertThat(CommandRun.of("log", "list", "-d", data, "-o", "table").succeeded().out())
        .startsWith("LOG     FIRST  HEAD  EPOCH  LAG  APPENDED")
        .hasLineCount(1 + SampleStore.PARTITIONS);
  }

  @Test
  void verify_counts_what_is_sound() {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    List<JsonNode> logs = CommandRun.of("log", "verify", "--data", data).succeeded().json();
    assertThat(logs)
        .hasSize(SampleStore.PARTITIONS)
        .allSatisfy(log -> {
          assertThat(log.path("blocks").asInt()).isEqualTo(1 + SampleStore.ROUNDS);
          assertThat(log.path("events").asInt()).isEqualTo(2 * SampleStore.ROUNDS);
          assertThat(log.path("entities").asInt()).isEqualTo(1);
          assertThat(log.path("head").asInt()).isEqualTo(HEAD);
          assertThat(log.path("fault").isNull()).isTrue();
        });
    CommandRun some =
        CommandRun.of("log", "verify", "cart/3", "cart/0", "-d", data, "--output", "table");
    assertThat(some.succeeded().out()).contains("cart/3", "sound").hasLineCount(3);
  }

  @Test
  void verify_ends_with_1_where_a_byte_is_flipped_that_the_open_check_does_not_look_at()
      throws IOException {
    Path data = SampleStore.make(directory.resolve("data"), 4000);
    int found = 0;
    for (Path file : tables(data)) {
      Path copy = copyOf(data, directory.resolve("copy-" + file.getFileName()));
      flip(copy.resolve(file.getFileName()));
      CommandRun run = CommandRun.of("log", "verify", "--data", copy);
      if (run.exitCode() == 1 && run.err().isEmpty()) {
        found++;
        assertThat(run.json())
            .anySatisfy(log -> {
              assertThat(log.at("/fault/problem").asText()).contains("is damaged", copy.toString());
              assertThat(log.at("/fault/offset").asLong()).isEqualTo(log.path("head").asLong());
              assertThat(log.path("head").asLong()).isLessThan(HEAD);
            });
      }
    }
    assertThat(found).as("damages that only verify finds").isPositive();
  }

  @Test
  void dump_prints_blocks_and_events_offset_by_offset() {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    List<JsonNode> all = CommandRun.of("log", "dump", "cart/1", "-d", data).succeeded().json();
    assertThat(all).hasSize(HEAD);
    assertThat(all).extracting(line -> line.path("offset").asInt()).first().isEqualTo(0);
    assertThat(all.get(0).path("kind").asText()).isEqualTo("takeover");
    assertThat(all.get(0).has("persistenceId")).isFalse();
    List<JsonNode> some =
        CommandRun.of("log", "dump", "cart/1", "-d", data, "--from", 4, "--limit", 3, "--payload")
            .succeeded()
            .json();
    assertThat(some).extracting(line -> line.path("offset").asInt()).containsExactly(4, 5, 6);
    assertThat(some.getFirst())
        .hasToString(
            ("{'log':'cart','partition':1,'offset':4,'block':3,'kind':'events','epoch':1,"
                    + "'writer':'00000000-0000-0001-0000-000000000002',"
                    + "'appendedAt':'2026-03-01T12:00:03Z','persistenceId':'%s',"
                    + "'sequenceNumber':4,'previousSequenceNumber':3,"
                    + "'eventTime':'2026-03-01T12:00:00Z','serializer':33,"
                    + "'manifest':'item-added','bytes':1,'tags':['a','b'],'payload':'eA=='}")
                .formatted(SampleStore.cartIn(1))
                .replace('\'', '"'));
    CommandRun table = CommandRun.of("log", "dump", "cart/1", "-d", data, "-o", "table");
    assertThat(table.succeeded().out())
        .contains("OFFSET", "takeover", "item-added  1      a,b")
        .hasLineCount(1 + HEAD);
  }

  @Test
  void trim_says_what_it_would_drop_and_drops_it_when_told_to() {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    SampleStore.addOrders(data);
    Object[] trim = {"log", "trim", "order", "--before", SampleStore.ORDERS, "-d", data};
    String planned = "{'log':'order','partition':1,'firstOffset':0,'keptFrom':32768,'head':49152,";
    CommandRun dry = CommandRun.of(trim).succeeded();
    assertThat(dry.out().strip())
        .isEqualTo((planned + "'offsets':32768,'done':false}").replace('\'', '"'));
    assertThat(dry.err()).contains("Nothing was dropped; the same with --yes does it.");
    assertThat(SampleStore.firstOrder(data)).isZero();
    CommandRun done =
        CommandRun.of("log", "trim", "order/1", "--before", 40000, "-d", data, "--yes");
    assertThat(done.succeeded().out().strip())
        .isEqualTo((planned + "'offsets':32768,'done':true}").replace('\'', '"'));
    assertThat(SampleStore.firstOrder(data)).isEqualTo(32768);
    CommandRun again =
        CommandRun.of("log", "trim", "order", "--before", 40000, "-d", data, "-o", "table");
    assertThat(again.succeeded().out()).contains("WOULD DROP", "order/1  32768  49152  0");
    CommandRun.of("log", "trim", "orders", "--before", 1, "-d", data).failed(4, "no log 'orders'");
  }

  @Test
  void mistakes_are_told_in_one_line() throws IOException {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    Path missing = directory.resolve("missing");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    CommandRun.of("log", "list", "-d", missing).failed(1, missing + " does not exist; name the");
    CommandRun.of("log", "list", "-d", empty).failed(1, empty + " holds no store; name the");
    assertThat(missing).doesNotExist();
    assertThat(empty).isEmptyDirectory();
    CommandRun.of("log", "dump", "cart/9", "-d", data)
        .failed(4, "there is no log 'cart/9'; there are cart/0-3");
    CommandRun.of("log", "verify", "carts", "-d", data).failed(4, "no log 'carts'");
    assertThat(CommandRun.of("log", "dump", "cart/1", "--limit", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void a_store_that_is_in_use_is_left_alone() {
    Path data = SampleStore.make(directory.resolve("data"), 0);
    try (LogStore store = SampleStore.open(data)) {
      CommandRun.of("log", "list", "-d", data)
          .failed(1, "is in use by", "; stop it", "let it make a backup and look at that");
      assertThat(store.health()).isInstanceOf(LogStore.StoreHealth.Healthy.class);
    }
    CommandRun.of("log", "list", "-d", data).succeeded();
  }

  private static List<Path> tables(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(file -> file.toString().endsWith(".sst")).sorted().toList();
    }
  }

  private static Path copyOf(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int value = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(value ^ 8);
    }
  }
}
