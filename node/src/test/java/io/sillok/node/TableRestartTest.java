package io.sillok.node;

import static io.sillok.node.TableClient.PRODUCT_LISTED;
import static io.sillok.node.TableClient.listed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.TableClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Tables of nodes that are started again, and lose what they have built. */
class TableRestartTest {

  private static final int LIVES = 3;
  private static final int KEYS = 40;

  private Path data = Path.of("");

  @BeforeTry
  void makeDirectory() throws IOException {
    data = Files.createTempDirectory("node");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    remove(data);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void a_table_is_the_fold_of_all_events_whatever_restarts_come_between(@ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Map<String, Integer> model = new TreeMap<>();
    for (int life = 0; life < LIVES; life++) {
      try (SillokNode node = SillokNode.start(config(random))) {
        TableClient client = new TableClient(node);
        client.declare("stock", PRODUCT_LISTED.formatted(""));
        Map<Integer, Long> ends = new HashMap<>();
        for (int step = random.nextInt(4); step >= 0; step--) {
          work(client, random, model, ends);
          if (random.nextBoolean()) {
            assertThat(stocks(client, ends)).isEqualTo(model);
          }
        }
        assertThat(stocks(client, ends)).isEqualTo(model);
        assertThat(client.post("/v1/streams/stock/table/verify", "").ok().path("equal").asBoolean())
            .isTrue();
      }
      if (random.nextInt(3) == 0) {
        remove(data.resolve("tables"));
      }
    }
  }

  private NodeConfig config(Random random) {
    return TestNodes.config(data)
        .settings(
            random.nextBoolean()
                ? Map.of()
                : Map.of(
                    "sillok.node.tables.page-bytes", "100 B",
                    "sillok.node.tables.batch-bytes", "50 B"));
  }

  /** Appends some events; {@code ends} becomes behind them. */
  private static void work(
      TableClient client, Random random, Map<String, Integer> model, Map<Integer, Long> ends) {
    List<String> batch = new ArrayList<>();
    for (int number = random.nextInt(60); number >= 0; number--) {
      String key = "p-" + random.nextInt(KEYS);
      if (random.nextInt(5) == 0) {
        flush(client, batch, ends);
        note(client.post("/v1/streams/stock/events?key=" + key, "null"), ends);
        model.remove(key);
      } else {
        int stock = random.nextInt(1000);
        batch.add(listed(key, stock));
        model.put(key, stock);
      }
    }
    flush(client, batch, ends);
  }

  private static void flush(TableClient client, List<String> batch, Map<Integer, Long> ends) {
    if (!batch.isEmpty()) {
      note(client.post("/v1/streams/stock/events", "[" + String.join(",", batch) + "]"), ends);
      batch.clear();
    }
  }

  private static void note(Answer appended, Map<Integer, Long> ends) {
    appended
        .ok()
        .path("results")
        .forEach(result ->
            ends.merge(
                result.path("partition").asInt(), result.path("offset").asLong() + 1, Math::max));
  }

  private static Map<String, Integer> stocks(TableClient client, Map<Integer, Long> ends) {
    Map<String, Integer> stocks = new TreeMap<>();
    client
        .rows("/v1/streams/stock/table?limit=7&atLeast=" + StreamPositions.of("stock", ends))
        .forEach((key, row) -> stocks.put(key, row.at("/value/stock").asInt()));
    return stocks;
  }

  @Example
  void a_table_that_is_not_built_in_time_says_how_far_it_is_and_is_there_later() {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      client.append("stock", listed("p-1", 1));
    }
    NodeConfig impatient =
        TestNodes.config(data).settings(Map.of("sillok.node.tables.read-wait", "0 s"));
    try (SillokNode node = SillokNode.start(impatient)) {
      TableClient client = new TableClient(node);

      Answer first = client.get("/v1/streams/stock/table/p-1");

      assertThat(first.status()).isEqualTo(503);
      assertThat(first.code()).isEqualTo("table-building");
      assertThat(first.header("Retry-After")).isEqualTo("1");
      assertThat(first.json().path("detail").asText())
          .startsWith("Table stream/stock has come to offset 0");
      TestNodes.eventually(() -> client.get("/v1/streams/stock/table/p-1").status() == 200);
      JsonNode row = client.get("/v1/streams/stock/table/p-1").ok();
      assertThat(row.at("/value/stock").asInt()).isEqualTo(1);
    }
  }

  @Example
  void tables_that_are_damaged_under_a_node_are_built_anew() throws IOException {
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      String position = client.append("stock", listed("p-1", 1));
      client.get("/v1/streams/stock/table/p-1?atLeast=" + position).ok();
    }
    try (Stream<Path> files = Files.list(data.resolve("tables"))) {
      for (Path file : files.filter(file -> file.toString().contains("MANIFEST")).toList()) {
        Files.writeString(file, "damaged");
      }
    }
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      assertThat(client.get("/v1/streams/stock/table/p-1").ok().at("/value/stock").asInt())
          .isEqualTo(1);
    }
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
