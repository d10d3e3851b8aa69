package io.sillok.node;

import static io.sillok.node.TableClient.PRODUCT_LISTED;
import static io.sillok.node.TableClient.listed;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static io.sillok.node.TestNodes.store;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.Note;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Partitioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of logs whose beginning was dropped. */
final class TableRetentionTest {

  /** More than one bucket, the least that is dropped. */
  private static final int EVENTS = (int) PartitionLog.BUCKET_OFFSETS + 2000;

  private static final int BATCH = 2000;

  @TempDir private Path data;

  @Test
  void a_value_that_the_log_has_dropped_leaves_the_table_wherever_that_is_built()
      throws IOException {
    int partition;
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      partition = partition(client, "p-0");
      String early = another(client, "p-0", partition);
      for (int from = 0; from < EVENTS; from += BATCH) {
        String events = String.join(",", Collections.nCopies(BATCH, listed("p-0", from)));
        client.append("stock", "[" + events + "]");
      }
      assertThat(client.rows("/v1/streams/stock/table")).containsKeys("p-0", early);
      assertThat(await(store(node).log(new LogId("stock", partition)).trim(EVENTS))).isPositive();
    }
    JsonNode evicted;
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      evicted = client.post("/v1/streams/stock/table/verify", "").ok();
      assertThat(evicted.path("equal").asBoolean()).as(evicted.toString()).isTrue();
      assertThat(inPartition(client, partition)).containsExactly("p-0");
    }
    remove(data.resolve("tables"));
    try (SillokNode node = TestNodes.start(data)) {
      TableClient client = new TableClient(node);
      assertThat(inPartition(client, partition)).containsExactly("p-0");
      assertThat(client.post("/v1/streams/stock/table/verify", "").ok().path("digest"))
          .isEqualTo(evicted.path("digest"));
    }
  }

  @Test
  void an_entity_has_its_whole_state_though_its_log_was_trimmed() throws IOException {
    List<String> ids = sameLog();
    try (SillokNode node = TestNodes.start(data)) {
      execute(node, ids.get(0), command(new Deposit(7)));
      execute(node, ids.get(1), command(new Deposit(5)));
      for (int events = 0; events < EVENTS; events += BATCH) {
        execute(node, ids.get(1), command(new Note("n", BATCH)));
      }
      LogId log = new Partitioner(32).log("account|" + ids.getFirst());
      assertThat(await(store(node).log(log).trim(EVENTS))).isPositive();
      // The table is built only now.
      TableClient client = new TableClient(node);
      Map<String, JsonNode> rows = client.rows("/v1/tables/account");
      assertThat(rows).containsOnlyKeys(ids);
      for (String id : ids) {
        assertThat(requireNonNull(rows.get(id)).path("value"))
            .isEqualTo(client.get("/v1/entities/account/" + id).ok().path("state"));
      }
      JsonNode verification = client.post("/v1/tables/account/verify", "").ok();
      assertThat(verification.path("equal").asBoolean()).as(verification.toString()).isTrue();
      assertThat(verification.path("rows").asInt()).isEqualTo(2);
    }
  }

  private static List<String> inPartition(TableClient client, int partition) {
    return client.rows("/v1/streams/stock/table").values().stream()
        .filter(row -> row.path("partition").asInt() == partition)
        .map(row -> row.path("key").asText())
        .toList();
  }

  /** Two ids of the same partition. */
  private static List<String> sameLog() {
    Partitioner partitioner = new Partitioner(32);
    int partition = partitioner.partition("account|a-0");
    return IntStream.range(0, 10_000)
        .mapToObj(number -> "a-" + number)
        .filter(id -> partitioner.partition("account|" + id) == partition)
        .limit(2)
        .toList();
  }

  private static int partition(TableClient client, String key) {
    return client
        .post("/v1/streams/stock/events", listed(key, 1))
        .ok()
        .at("/results/0/partition")
        .asInt();
  }

  /** Another key in {@code partition}. */
  private static String another(TableClient client, String key, int partition) {
    for (int number = 0; number < 10_000; number++) {
      String other = key + "-" + number;
      if (partition(client, other) == partition) {
        return other;
      }
    }
    throw new AssertionError("No key is in partition " + partition);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
