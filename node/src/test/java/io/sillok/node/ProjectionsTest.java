package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.ProjectionLog.Expected;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.clicks.ClicksModule.Clicks;
import io.sillok.node.clicks.ClicksModule.ProductClicked;
import io.sillok.node.clicks.ClicksModule.Visit;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.run.WindowResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projections of a running node, held against what follows from its logs. */
final class ProjectionsTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String EVENTS = "/streams/product-clicked/events";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;
  private int clicked;

  @BeforeEach
  void begin() {
    start();
  }

  private void start() {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new ClicksModule())
                .settings(
                    Map.of(
                        "sillok.persistence.partitions", "4",
                        "sillok.node.projections.page-bytes", "4 KiB")));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void results_are_those_that_follow_from_the_log() throws Exception {
    click(1_500, new Random(5));
    requireToldByAll();
  }

  @Test
  void a_node_that_was_stopped_goes_on_where_it_was() throws Exception {
    Random random = new Random(6);
    for (int start = 0; start < 4; start++) {
      click(300, random);
      node.close();
      start();
    }
    click(300, random);
    requireToldByAll();
  }

  private void requireToldByAll() throws Exception {
    ProjectionLog log = ProjectionLog.of(TestNodes.store(node), "product-clicked");
    requireTold(ClicksModule.PER_USER, log, ProductClicked::user, true);
    requireTold(ClicksModule.PER_PRODUCT, log, ProductClicked::product, false);
    requireTold(ClicksModule.VISITS, log, ProductClicked::user, true);
  }

  private <R> void requireTold(
      ProjectionType<ProductClicked, R> type,
      ProjectionLog log,
      Function<ProductClicked, String> key,
      boolean inPlace)
      throws Exception {
    Expected expected = log.expected(type, key, inPlace);
    assertThat(expected.results()).hasSizeGreaterThan(20);
    JsonNode standing = caughtUp(type.name(), expected.counted() + expected.skipped());
    assertThat(standing.at("/pairs/late").asLong()).isEqualTo(expected.late());
    assertThat(standing.at("/events/skipped").asLong()).isEqualTo(expected.skipped());
    assertThat(standing.at("/events/rejected").asLong()).isZero();
    assertThat(standing.at("/pairs/included").asLong() + standing.at("/pairs/late").asLong())
        .isEqualTo(standing.at("/pairs/all").asLong());
    eventually(() -> events("projection-" + type.name()).size() >= expected.results().size());
    assertThat(events("projection-" + type.name()).stream().map(ProjectionsTest::text))
        .containsExactlyInAnyOrderElementsOf(
            expected.results().stream().map(ProjectionsTest::text).toList());
    eventually(() -> events("projection-" + type.name() + "-late").size() >= expected.late());
    assertThat(events("projection-" + type.name() + "-late")).hasSize((int) expected.late());
  }

  private static String text(JsonNode event) {
    JsonNode data = event.path("data");
    return "%s [%s, %s) %d %s %d %s"
        .formatted(
            data.path("key").asText(),
            data.path("start").asText(),
            data.path("end").asText(),
            data.path("version").asInt(),
            data.path("kind").asText(),
            data.path("count").asInt(),
            values(data.path("values")));
  }

  private static String values(JsonNode values) {
    if (values.has("clicks")) {
      return values.path("clicks").asLong() + " worth " + values.path("worth").asLong();
    }
    List<String> products = new ArrayList<>();
    values.path("products").forEach(product -> products.add(product.asText()));
    return values.isMissingNode() || values.isNull() ? "-" : products.toString();
  }

  private static String text(WindowResult result) {
    return "%s [%s, %s) %d %s %d %s"
        .formatted(
            result.key(),
            EventTimes.time(result.window().start()),
            EventTimes.time(result.window().end()),
            result.version(),
            result.kind(),
            result.count(),
            result.values().isEmpty() ? "-" : values(result.values().getFirst()));
  }

  private static String values(Object values) {
    return switch (values) {
      case Clicks(long clicks, long worth) -> clicks + " worth " + worth;
      case Visit(List<String> products) -> products.toString();
      default -> throw new IllegalArgumentException(values.toString());
    };
  }

  private JsonNode caughtUp(String projection, long events) {
    eventually(() -> {
      JsonNode standing = get("/projections/" + projection);
      return standing.at("/events/read").asLong() >= events && standing.at("/lag").asLong() == 0;
    });
    return get("/projections/" + projection);
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private List<JsonNode> events(String stream) {
    try {
      return http.lines("/streams/" + stream + "/events");
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** Clicks out of order, of which some are very late. */
  private void click(int count, Random random) throws Exception {
    StringBuilder batch = new StringBuilder();
    for (int index = 0; index < count; index++) {
      long late = random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(1_500);
      batch
          .append(batch.isEmpty() ? "[" : ",")
          .append(
              "{\"user\": \"u%d\", \"product\": \"p%d\", \"price\": %d, \"clickedAt\": \"%s\"}"
                  .formatted(
                      random.nextInt(12),
                      random.nextInt(7),
                      random.nextInt(10) - 1,
                      START.plusMillis(60_000 + clicked++ * 100L - late)));
      if (index % 100 == 99) {
        assertThat(http.post(EVENTS, batch.append("]").toString()).status()).isEqualTo(200);
        batch.setLength(0);
      }
    }
  }
}
