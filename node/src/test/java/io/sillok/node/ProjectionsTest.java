package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.ProjectionLog.Expected;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.clicks.ClicksModule.Clicks;
import io.sillok.node.clicks.ClicksModule.ProductClicked;
import io.sillok.node.clicks.ClicksModule.Visit;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.run.WindowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projections of a running node, held against what follows from its logs. */
final class ProjectionsTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String EVENTS = "/streams/product-clicked/events";

  private static final int NO_SNAPSHOTS = 1_000_000;
  private static final int SHARDS = 4;

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;
  private int clicked;

  @BeforeEach
  void start() {
    start(new ClicksModule(), NO_SNAPSHOTS);
  }

  private void start(ClicksModule module) {
    start(module, NO_SNAPSHOTS);
  }

  /**
   * @param snapshots after so many offsets of inputs a shard takes one
   */
  private void start(ClicksModule module, int snapshots) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(module)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions", "4",
                        "sillok.node.streams.time.idle-after", "1 h", // only what is clicked counts
                        "sillok.node.projections.page-bytes", "4 KiB",
                        "sillok.node.projections.snapshot-after", String.valueOf(snapshots))));
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

  @Test
  void windows_are_found_by_key_and_time_page_by_page() throws Exception {
    click(1_500, new Random(7));
    ProjectionLog log = ProjectionLog.of(TestNodes.store(node), "product-clicked");
    Expected expected = log.expected(ClicksModule.PER_PRODUCT, ProductClicked::product, false);
    Map<String, String> last = new TreeMap<>();
    expected
        .results()
        .forEach(result ->
            last.put("%s %s".formatted(result.window().end(), result.key()), text(result)));
    caughtUp("clicks-per-product", 1_500);
    eventually(() -> windows("?limit=1000").size() == last.size());

    assertThat(windows("?limit=1000")).containsExactlyElementsOf(last.values());
    assertThat(windows("?limit=7")).containsExactlyElementsOf(last.values());
    assertThat(windows("?key=p3&limit=2"))
        .containsExactlyElementsOf(
            last.values().stream().filter(text -> text.startsWith("p3 ")).toList());
    Instant from = START.plusSeconds(70);
    Instant to = START.plusSeconds(100);
    assertThat(windows("?from=%s&to=%s&limit=5".formatted(from, to)))
        .isNotEmpty()
        .containsExactlyElementsOf(
            expected.results().stream()
                .filter(result -> result.window().end() > EventTimes.micros(from))
                .filter(result -> result.window().end() <= EventTimes.micros(to))
                .map(result -> "%s %s".formatted(result.window().end(), result.key()))
                .distinct()
                .sorted()
                .map(last::get)
                .toList());
    JsonNode open = get("/projections/clicks-per-product/windows?open=true&key=p3");
    assertThat(open.path("windows"))
        .isNotEmpty()
        .allMatch(window -> window.path("kind").asText().equals("PREVIEW"))
        .allMatch(window -> window.path("key").asText().equals("p3"));
    assertThat(http.lines("/projections/clicks-per-product/events"))
        .hasSize(expected.results().size());
    assertThat(get("/projections/none").path("code").asText()).isEqualTo("unknown-projection");
    assertThat(get("/projections/clicks-per-product/windows?from=noon").path("code").asText())
        .isEqualTo("invalid-parameter");
  }

  @Test
  void it_is_told_how_far_each_partition_was_read_and_which_shard_has_a_key() throws Exception {
    click(300, new Random(12));
    JsonNode perUser = caughtUp("clicks-per-user", 300);
    JsonNode perProduct = caughtUp("clicks-per-product", 300);
    for (JsonNode standing : List.of(perUser, perProduct)) {
      assertThat(standing.path("inputs")).hasSize(4);
      long events = 0;
      for (JsonNode input : standing.path("inputs")) {
        assertThat(input.path("stream").asText()).isEqualTo("product-clicked");
        assertThat(input.path("lag").asLong()).isZero();
        assertThat(input.path("next")).isEqualTo(input.path("head"));
        events += input.path("head").asLong();
      }
      assertThat(events).isGreaterThanOrEqualTo(300);
      assertThat(standing.path("eventTimeReached").asText())
          .isEqualTo(latestClick().toString())
          .isEqualTo(
              StreamSupport.stream(standing.path("inputs").spliterator(), false)
                  .map(input -> input.path("eventTimeReached").asText(""))
                  .max(Comparator.naturalOrder())
                  .orElseThrow());
    }
    int shard =
        get("/projections/clicks-per-user/windows?key=u1&open=true").path("shard").asInt(-1);
    assertThat(shard)
        .isEqualTo(
            events("product-clicked").stream()
                .filter(event -> event.path("key").asText().equals("u1"))
                .findFirst()
                .orElseThrow()
                .path("partition")
                .asInt());
    assertThat(get("/projections/clicks-per-user/windows").has("shard")).isFalse();
  }

  private Instant latestClick() {
    return events("product-clicked").stream()
        .map(event -> Instant.parse(event.at("/data/clickedAt").asText()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void what_does_not_follow_from_the_log_is_found_out() throws Exception {
    click(600, new Random(8));
    caughtUp("clicks-per-user", 600);
    eventually(() -> verified().path("results").asLong() > 20);
    assertThat(verified().path("equal").asBoolean()).isTrue();
    node.close();
    start(new ClicksModule(List.of(ClicksModule.PER_USER_OTHERWISE)));
    caughtUp("clicks-per-user", 600);
    JsonNode otherwise = verified();
    assertThat(otherwise.path("equal").asBoolean()).as(otherwise.toString()).isFalse();
    assertThat(otherwise.path("digest").asText())
        .hasSize(64)
        .isNotEqualTo(otherwise.path("rebuilt").asText());
  }

  private JsonNode verified() {
    try {
      return http.post("/projections/clicks-per-user/verify", "").json();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void watermark_and_counts_are_metrics() throws Exception {
    click(600, new Random(9));
    caughtUp("clicks-per-product", 600);
    eventually(() -> metric("results") > 0);
    Instant watermark =
        Instant.parse(get("/projections/clicks-per-product").path("watermark").asText());
    eventually(() -> Math.abs(metric("watermark_seconds") - watermark.toEpochMilli() / 1e3) < 1);
    assertThat(metric("parts")).isPositive();
    assertThat(metric("stalled")).isZero();
    assertThat(metric("late"))
        .isEqualTo(get("/projections/clicks-per-product").at("/pairs/late").asDouble());
  }

  private double metric(String name) {
    try {
      return http.metrics()
          .lines()
          .filter(line ->
              line.startsWith("sillok_projection_%s{".formatted(name))
                  && line.contains("\"clicks-per-product\""))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
          .findFirst()
          .orElse(-1);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void nobody_else_writes_the_streams_of_projections() throws Exception {
    String stream = "/streams/projection-clicks-per-user";
    assertThat(http.post(stream + "/events", "{}").json().path("code").asText())
        .isEqualTo("stream-of-projection");
    assertThat(http.put(stream, "{}").json().path("code").asText())
        .isEqualTo("stream-of-projection");
    assertThat(http.put("/streams/projection-of-mine", "{}").json().path("code").asText())
        .isEqualTo("stream-of-projection");
  }

  /** All pages. */
  private List<String> windows(String query) {
    List<String> windows = new ArrayList<>();
    String next = "/v1/projections/clicks-per-product/windows" + query;
    while (!next.isEmpty()) {
      JsonNode page = get(next.substring("/v1".length()));
      page.path("windows").forEach(window -> windows.add(text(window)));
      next = page.path("next").asText("");
    }
    return windows;
  }

  @Test
  void what_windows_held_is_made_again_from_the_log_and_nothing_is_told_twice() throws Exception {
    click(1_200, new Random(10));
    requireToldByAll();
    node.close();
    for (Path file : filesOfWindows()) {
      Files.delete(file);
    }
    start();
    eventually(() -> get("/projections/visits").at("/events/read").asLong() > 0);
    node.close(); // in the middle of it, or so
    start();
    requireToldByAll();
    click(300, new Random(11));
    requireToldByAll();
  }

  @Test
  void what_windows_held_is_taken_over_from_snapshots_where_it_is_lost() throws Exception {
    node.close();
    start(new ClicksModule(), 20);
    Random random = new Random(13);
    for (int round = 0; round < 3; round++) {
      click(400, random);
      requireToldByAll();
      eventually(this::allHaveSnapshots);
      List<String> before = windows("?limit=1000");
      node.close();
      for (Path file : filesOfWindows()) {
        Files.delete(file);
      }
      start(new ClicksModule(), 20);
      eventually(() -> restored("visits") && restored("clicks-per-product"));
      requireToldByAll();
      assertThat(windows("?limit=1000")).containsExactlyElementsOf(before);
    }
  }

  @Test
  void what_a_later_version_held_is_dropped_when_an_earlier_one_is_back() throws Exception {
    node.close();
    start(new ClicksModule(List.of(ClicksModule.PER_USER.revision(2))), 20);
    click(400, new Random(14));
    eventually(() -> snapshots("projection-clicks-per-user-v2") == SHARDS);
    node.close();
    start();
    eventually(() -> snapshots("projection-clicks-per-user-v2") == 0);
    requireToldByAll();
  }

  private boolean allHaveSnapshots() {
    return Stream.of("clicks-per-user", "clicks-per-product", "visits")
        .allMatch(name -> snapshots("projection-" + name) == SHARDS);
  }

  /** So many shards of the version with these {@code results} have one. */
  private long snapshots(String results) {
    WindowSnapshots snapshots =
        new WindowSnapshots(TestNodes.store(node).snapshots(), InstantSource.system());
    return IntStream.range(0, SHARDS)
        .filter(shard -> TestNodes.await(snapshots.last(results + "/" + shard)).isPresent())
        .count();
  }

  private boolean restored(String projection) {
    try {
      return http.metrics()
          .contains("sillok_projection_restoring_seconds{projection=\"%s\"}".formatted(projection));
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private List<Path> filesOfWindows() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("projections"))) {
      List<Path> found = files.sorted(Comparator.reverseOrder()).toList();
      assertThat(found).hasSizeGreaterThan(1);
      return found;
    }
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
    eventually(() -> verified(type.name()).path("results").asLong() == expected.results().size());
    JsonNode verified = verified(type.name());
    assertThat(verified.path("equal").asBoolean()).as(verified.toString()).isTrue();
    assertThat(verified.path("results").asLong()).isEqualTo(expected.results().size());
    assertThat(verified.path("late").asLong()).isEqualTo(expected.late());
    assertThat(events("projection-" + type.name() + "-late")).hasSize((int) expected.late());
  }

  private static String text(JsonNode event) {
    JsonNode data = event.has("data") ? event.path("data") : event;
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

  /** Results stand a moment before it is kept that they do. */
  private JsonNode verified(String projection) {
    try {
      return http.post("/projections/" + projection + "/verify", "").json();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
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
