package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One node of three after the other is killed while they make windows of what visitors view, and
 * comes back. In the end each window has been told once, and has become one command.
 */
final class ClusterKillNineIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final List<String> HOSTS = List.of("127.0.0.31", "127.0.0.32", "127.0.0.33");
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int ROUNDS = 2;

  /** Each takes as long as a node that is dead is waited for. */
  private static final int LOOKS = 2;

  private static final int BATCHES = 10;
  private static final int BATCH = 40;
  private static final int PRODUCTS = 6;
  private static final List<String> PROJECTIONS =
      List.of("views-per-minute", "product-viewers", "visits");

  @TempDir private Path directory;

  private final Random random = new Random(20_261_126);
  private final Map<String, Map<Instant, Integer>> views = new TreeMap<>();
  private final Map<String, Instant> watermarks = new TreeMap<>();
  private int viewed;
  private int batches;
  private int turn;

  @Test
  void every_window_is_told_once_and_becomes_one_command() throws Exception {
    try (ClusterNodes cluster = new ClusterNodes(HOSTS, CASSANDRA, directory)) {
      HOSTS.forEach(cluster::start);
      prepare(cluster);
      for (int round = 0; round < ROUNDS; round++) {
        view(cluster, BATCHES);
        requireNoWatermarkGoesBack(cluster);
        String victim = HOSTS.get(random.nextInt(HOSTS.size()));
        eventually(() -> ClusterNodes.shares(any(cluster)).equals(List.of(10, 11, 11)));
        cluster.kill(victim);
        requireSharesOfOthersAreTold(cluster);
        view(cluster, BATCHES);
        cluster.start(victim);
        requireNoWatermarkGoesBack(cluster);
      }
      assertThat(viewed).isEqualTo(2 * ROUNDS * BATCHES * BATCH);
      eventually(() ->
          any(cluster)
                  .send(
                      "POST",
                      "/v1/streams/product-viewed/time",
                      "application/json",
                      "{\"seal\": true}")
                  .status()
              == 200);
      requireTold(cluster);
      requireRestocked(cluster);
      requireVerified(cluster);
    }
  }

  /** Who has died keeps nobody from saying what the others have. */
  private void requireSharesOfOthersAreTold(ClusterNodes cluster) throws IOException {
    NodeProcess asked = any(cluster);
    List<Integer> shares = List.of();
    for (int look = 0; look < LOOKS && others(shares) < HOSTS.size() - 1; look++) {
      shares = ClusterNodes.shares(asked);
    }
    assertThat(others(shares)).as("who has a share at once, of %s", shares).isEqualTo(2);
  }

  private static long others(List<Integer> shares) {
    return shares.stream().filter(share -> share > 0).count();
  }

  /** Each node shows what all shards have come to. */
  private void requireNoWatermarkGoesBack(ClusterNodes cluster) {
    for (NodeProcess node : cluster.all()) {
      eventually(() -> {
        JsonNode shown = node.get("/v1/projections/views-per-minute").body().path("watermark");
        if (shown.isTextual()) {
          Instant watermark = Instant.parse(shown.asText());
          Instant before = watermarks.getOrDefault(node.url(), Instant.MIN);
          assertThat(watermark).as(node.url()).isAfterOrEqualTo(before);
          watermarks.put(node.url(), watermark);
        }
        return shown.isTextual();
      });
    }
  }

  private void prepare(ClusterNodes cluster) {
    for (int product = 0; product < PRODUCTS; product++) {
      String path = "/v1/entities/product/p-%d/commands/list".formatted(product);
      eventually(() ->
          any(cluster)
                  .send(
                      "POST",
                      path,
                      "application/json",
                      "{\"name\": \"Pen\", \"price\": 1, \"stock\": 0}")
                  .status()
              == 200);
    }
    eventually(() ->
        any(cluster)
                .send(
                    "PUT",
                    "/v1/projections/views-per-minute",
                    "application/json",
                    """
                    {"stream": "product-viewed", "key": "data.productId",
                     "window": {"kind": "tumbling", "size": "PT1M"},
                     "outOfOrderness": "PT5S", "allowedLateness": "PT0S",
                     "aggregates": {"views": {"function": "count"}},
                     "downstream": [{"name": "restock", "entity": "product", "command": "restock",
                       "body": {"quantity": "data.values.views"}}]}
                    """)
                .status()
            < 300);
  }

  /** Each batch is sent again until all of it stands: what stood before is known by its ids. */
  private void view(ClusterNodes cluster, int count) {
    for (int batch = 0; batch < count; batch++) {
      Instant now = START.plusSeconds(batches++ * 9L);
      String events =
          IntStream.range(0, BATCH)
              .mapToObj(index -> event(now.plusMillis(random.nextInt(4_000))))
              .collect(Collectors.joining(",", "[", "]"));
      eventually(() ->
          any(cluster)
                  .send(
                      "POST",
                      "/v1/streams/product-viewed/events",
                      "application/cloudevents-batch+json",
                      events)
                  .status()
              == 200);
    }
  }

  private String event(Instant at) {
    String product = "p-" + random.nextInt(PRODUCTS);
    views
        .computeIfAbsent(product, none -> new TreeMap<>())
        .merge(at.truncatedTo(ChronoUnit.MINUTES), 1, Integer::sum);
    return """
    {"specversion": "1.0", "type": "product-viewed", "source": "shop", "id": "%d",
     "data": {"visitorId": "v-%d", "productId": "%s", "viewedAt": "%s"}}
    """
        .formatted(viewed++, random.nextInt(25), product, at);
  }

  /** Another one each time. */
  private NodeProcess any(ClusterNodes cluster) {
    List<NodeProcess> nodes = cluster.all();
    return nodes.get(turn++ % nodes.size());
  }

  private void requireTold(ClusterNodes cluster) throws IOException {
    List<String> expected = new ArrayList<>();
    views.forEach((product, minutes) ->
        minutes.forEach(
            (minute, count) -> expected.add("%s %s %d".formatted(product, minute, count))));
    assertThat(expected).hasSizeGreaterThan(30);
    eventually(() -> told(any(cluster)).size() >= expected.size());
    assertThat(told(any(cluster))).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> told(NodeProcess node) throws IOException {
    List<String> told = new ArrayList<>();
    for (JsonNode event : node.lines("/v1/streams/projection-views-per-minute/events")) {
      JsonNode result = event.path("data");
      told.add(
          "%s %s %d"
              .formatted(
                  result.path("key").asText(),
                  result.path("start").asText(),
                  result.at("/values/views").asLong()));
    }
    return told;
  }

  private void requireRestocked(ClusterNodes cluster) {
    views.forEach((product, minutes) -> {
      int all = minutes.values().stream().mapToInt(Integer::intValue).sum();
      eventually(() -> entity(cluster, product).at("/state/stock").asInt() >= all);
      JsonNode restocked = entityNow(cluster, product);
      assertThat(restocked.at("/state/stock").asInt()).as(product).isEqualTo(all);
      assertThat(restocked.path("sequenceNumber").asInt())
          .as("listed once, and restocked once for each minute")
          .isEqualTo(1 + minutes.size());
    });
  }

  private JsonNode entity(ClusterNodes cluster, String product) throws IOException {
    return any(cluster).get("/v1/entities/product/" + product).body();
  }

  private JsonNode entityNow(ClusterNodes cluster, String product) {
    try {
      return entity(cluster, product);
    } catch (IOException away) {
      throw new AssertionError(away);
    }
  }

  private void requireVerified(ClusterNodes cluster) {
    for (String projection : PROJECTIONS) {
      eventually(() -> {
        JsonNode verified =
            any(cluster)
                .send("POST", "/v1/projections/" + projection + "/verify", "application/json", "{}")
                .body();
        assertThat(verified.path("equal").asBoolean(true)).as(verified.toString()).isTrue();
        return verified.path("results").asLong() > 0;
      });
    }
  }
}
