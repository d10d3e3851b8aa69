package io.sillok.node;

import static io.sillok.node.TableClient.PRODUCT_LISTED;
import static io.sillok.node.TableClient.listed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.TableClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Tables beside what their logs say that they are. */
final class TableVerificationTest {

  private static final String VERIFY = "/v1/streams/stock/table/verify";
  private static final int VERIFICATIONS = 5;

  @TempDir private Path data;

  @Test
  void a_table_is_what_its_log_comes_to_and_has_the_same_digest_whenever_it_is_built()
      throws IOException {
    JsonNode first;
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      assertThat(client.post(VERIFY, "").ok().path("rows").asInt()).isZero();
      for (int number = 0; number < 200; number++) {
        client.append("stock", listed("p-" + number % 70, number));
      }
      String position = client.remove("stock", "p-3");
      client.get("/v1/streams/stock/table?atLeast=" + position).ok();

      first = client.post(VERIFY, "").ok();

      assertThat(first.path("rows").asInt()).isEqualTo(69);
      assertThat(first.path("equal").asBoolean()).isTrue();
      assertThat(first.path("digest").asText())
          .hasSize(64)
          .isEqualTo(first.path("rebuilt").asText());
      assertThat(
              client
                  .get("/v1/streams/stock/events?from=" + first.path("position").asText())
                  .ok()
                  .path("events"))
          .isEmpty();
    }
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(new TableClient(node).post(VERIFY, "").ok().path("digest"))
          .isEqualTo(first.path("digest"));
    }
    remove(data.resolve("tables"));
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      JsonNode rebuilt = client.post(VERIFY, "").ok();
      assertThat(rebuilt.path("digest")).isEqualTo(first.path("digest"));
      String changed = client.append("stock", listed("p-5", 1000));
      client.get("/v1/streams/stock/table?atLeast=" + changed).ok();
      assertThat(client.post(VERIFY, "").ok().path("digest")).isNotEqualTo(first.path("digest"));
    }
  }

  @Test
  void a_verification_is_exact_while_events_keep_coming() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger appended = new AtomicInteger();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  int number = appended.incrementAndGet();
                  if (number % 7 == 0) {
                    client.remove("stock", "p-" + number % 50);
                  } else {
                    client.append("stock", listed("p-" + number % 50, number));
                  }
                }
              });
      Set<String> digests = new HashSet<>();
      try {
        for (int number = 0; number < VERIFICATIONS; number++) {
          int before = appended.get();
          TestNodes.eventually(() -> appended.get() > before + 20);
          JsonNode verification = client.post(VERIFY, "").ok();
          assertThat(verification.path("equal").asBoolean()).as(verification.toString()).isTrue();
          digests.add(verification.path("digest").asText());
        }
      } finally {
        stop.set(true);
        writer.join();
      }
      assertThat(digests).as("of a table that changed").hasSize(VERIFICATIONS);
    }
  }

  @Test
  void a_row_that_was_changed_behind_its_back_is_found_and_the_table_is_mended() throws Exception {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      String position = "";
      for (int number = 0; number < 50; number++) {
        position = client.append("stock", listed("p-" + number, number));
      }
      client.get("/v1/streams/stock/table?atLeast=" + position).ok();
    }
    assertThat(changeARow(data.resolve("tables"))).isTrue();
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);

      JsonNode found = client.post(VERIFY, "").ok();
      assertThat(found.path("equal").asBoolean()).isFalse();
      assertThat(found.path("rows").asInt()).isEqualTo(50);
      assertThat(found.path("digest").asText()).isNotEqualTo(found.path("rebuilt").asText());
      JsonNode again = client.post(VERIFY + "?rebuild=true", "").ok();
      assertThat(again.path("equal").asBoolean()).isFalse();

      JsonNode mended = client.post(VERIFY, "").ok();
      assertThat(mended.path("equal").asBoolean()).isTrue();
      assertThat(mended.path("digest")).isEqualTo(found.path("rebuilt"));
      assertThat(client.rows("/v1/streams/stock/table")).hasSize(50);
      client
          .rows("/v1/streams/stock/table")
          .forEach((key, row) -> assertThat(key).isEqualTo("p-" + row.at("/value/stock").asInt()));
    }
  }

  @Test
  void one_that_takes_longer_than_a_request_goes_on_and_is_told_who_asks_again() {
    NodeConfig config =
        TestNodes.config(data).settings(Map.of("sillok.node.tables.verify-wait", "0 s"));
    try (SillokNode node = SillokNode.start(config)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      client.append("stock", listed("p-1", 1));

      Answer first = client.post(VERIFY, "");

      assertThat(first.status()).isEqualTo(503);
      assertThat(first.code()).isEqualTo("table-verifying");
      assertThat(first.header("Retry-After")).isEqualTo("1");
      assertThat(first.json().path("detail").asText()).contains("of 32 partitions");
      TestNodes.eventually(() -> {
        Answer later = client.post(VERIFY, "");
        return later.status() == 200 && later.json().path("equal").asBoolean();
      });
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Changes the value of one row of the closed tables in {@code directory}. */
  private static boolean changeARow(Path directory) throws RocksDBException {
    RocksDB.loadLibrary();
    try (Options options = new Options();
        RocksDB tables = RocksDB.open(options, directory.toString());
        RocksIterator rows = tables.newIterator()) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        byte[] value = rows.value();
        if (value.length > 20 && rows.key()[0] != 0) {
          value[value.length - 1] ^= 2;
          tables.put(rows.key(), value);
          return true;
        }
      }
    }
    return false;
  }
}
