package io.sillok.node.cli.demo.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.examples.storefront.Storefront;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.cli.client.NodeClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is told what visitors look at, as in the demo. */
final class ViewingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAST_VIEWS = Viewing.PAST.toSeconds() * Viewing.VIEWS_PER_SECOND;
  private static final String VIEWERS = "/v1/projections/product-viewers";

  @TempDir private Path data;
  private SillokNode node;
  private NodeClient client;

  @BeforeEach
  void start() {
    node = SillokNode.start(NodeConfig.at(data).port(0).modules(new Storefront()));
    client = new NodeClient(URI.create("http://127.0.0.1:" + node.address().getPort()));
  }

  @AfterEach
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void the_recent_past_is_told_once_and_has_results_at_once() throws Exception {
    try (Viewing viewing = new Viewing(client)) {
      viewing.open();
      assertThat(viewing.views()).isEqualTo(PAST_VIEWS);
    }
    eventually(() -> read(VIEWERS) == PAST_VIEWS && standing().path("lag").asLong() == 0);
    assertThat(standing().path("shards"))
        .as("each partition has views, so time goes on in each shard")
        .hasSize(32)
        .allMatch(shard -> shard.has("watermark"));
    assertThat(standing().at("/pairs/late").asLong()).isGreaterThanOrEqualTo(60);
    try (Viewing later = new Viewing(client)) {
      later.open();
      assertThat(later.views()).isZero();
    }
    guide();
  }

  @Test
  void views_go_on_until_they_are_stopped() {
    Viewing viewing = new Viewing(client);
    try (viewing) {
      viewing.start(1000);
      eventually(() -> viewing.views() >= 100);
    }
    long views = viewing.views();
    eventually(() -> read(VIEWERS) == views);
    assertThat(viewing.failures()).isZero();
    assertThat(viewing.line()).contains(views + " views").doesNotContain("FAILED");
  }

  /** What is shown is what the calls that are shown give. */
  private void guide() throws Exception {
    client.post(
        "/v1/entities/cart/c-1/commands/add-item",
        JsonNodeFactory.instance
            .objectNode()
            .put("productId", "p-1")
            .put("quantity", 1)
            .put("unitPrice", "2.50"),
        Map.of());
    client.post(
        "/v1/entities/cart/c-1/commands/check-out",
        JsonNodeFactory.instance.objectNode(),
        Map.of());
    StringWriter out = new StringWriter();
    try (PrintWriter writer = new PrintWriter(out)) {
      new WindowGuide(client, "http://here", writer).print();
    }
    List<String> lines = out.toString().lines().map(String::strip).toList();
    JsonNode viewers = answer(lines, "product-viewers/windows?key=p-1").at("/windows/0");
    assertThat(viewers.at("/values/visitors").asLong()).isGreaterThan(100);
    assertThat(viewers.path("kind").asText()).isIn("ON_TIME", "LATE", "FINAL");
    JsonNode visit = answer(lines, "visits/windows?key=v-").at("/windows/0");
    assertThat(visit.at("/values/productIds")).hasSize(visit.path("count").asInt()).isNotEmpty();
    assertThat(
            answer(lines, "revenue-per-minute/windows?open=true")
                .at("/windows/0/values/total")
                .asText())
        .isEqualTo("2.50");
    assertThat(answer(lines, "product-viewers/windows?open=true").at("/windows/0/kind").asText())
        .isEqualTo("PREVIEW");
    assertThat(answer(lines, "product-viewers/late").at("/events/0/data/stream").asText())
        .isEqualTo("product-viewed");
    JsonNode verified = answer(lines, "visits/verify");
    assertThat(verified.path("equal").asBoolean()).isTrue();
    assertThat(verified.path("digest")).isEqualTo(verified.path("rebuilt"));
    assertThat(verified.path("results").asLong()).isGreaterThan(600);
  }

  /** The line below the call of {@code path}. */
  private static JsonNode answer(List<String> lines, String path) throws Exception {
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).startsWith("curl") && lines.get(line).contains(path)) {
        return new ObjectMapper().readTree(lines.get(line + 1));
      }
    }
    throw new AssertionError("No call of %s in %s".formatted(path, lines));
  }

  private JsonNode standing() {
    return client.get(VIEWERS);
  }

  private long read(String projection) {
    return client.get(projection).at("/events/read").asLong();
  }

  private static void eventually(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time for it to come true").isLessThan(until);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
