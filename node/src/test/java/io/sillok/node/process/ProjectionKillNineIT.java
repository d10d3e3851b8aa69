package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node is killed again and again while it makes windows of what visitors view; now and then
 * what it has made of them is lost, too. In the end each window has been told once, and is what the
 * definition says of all that was viewed.
 */
final class ProjectionKillNineIT {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration GAP = Duration.ofSeconds(30);
  private static final int ROUNDS = 4;
  private static final int LOSES_WINDOWS_EACH = 2;
  private static final int BATCHES = 25;
  private static final int BATCH = 40;
  private static final int VISITORS = 25;
  private static final int PRODUCTS = 6;
  private static final int CLOSERS = 400;
  private static final long PATIENCE_SECONDS = 90;

  @TempDir private Path data;
  private final Random random = new Random(20_260_301);
  private final List<View> views = new ArrayList<>();
  private int batches;

  /** A view that was told of. */
  private record View(String visitor, String product, Instant at) {

    String json() {
      return "{\"visitorId\":\"%s\",\"productId\":\"%s\",\"viewedAt\":\"%s\"}"
          .formatted(visitor, product, at);
    }
  }

  @Test
  void every_window_is_told_once_and_holds_what_the_definition_says() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (NodeProcess node = NodeLaunch.on(data).start()) {
        if (round == 0) {
          keepShelvesFull(node);
        }
        for (int batch = 0; batch < BATCHES; batch++) {
          append(node, view());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(800)));
        node.kill();
      }
      if (round % LOSES_WINDOWS_EACH == LOSES_WINDOWS_EACH - 1) {
        loseWindows();
      }
    }
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      append(node, closers());
      requireVisits(node);
      requireViewers(node);
      requireRestocked(node);
      node.kill();
    }
  }

  /** As many as were viewed in a minute come in. */
  private static void keepShelvesFull(NodeProcess node) throws IOException {
    for (int product = 0; product < PRODUCTS; product++) {
      Answer listed =
          node.send(
              "POST",
              "/v1/entities/product/p-%d/commands/list".formatted(product),
              "application/json",
              "{\"name\": \"Pen\", \"price\": 1, \"stock\": 0}");
      assertThat(listed.status()).as(listed.toString()).isEqualTo(200);
    }
    Answer declared =
        node.send(
            "PUT",
            "/v1/projections/views-per-minute",
            "application/json",
            """
            {"stream": "product-viewed", "key": "data.productId",
             "window": {"kind": "tumbling", "size": "PT1M"},
             "outOfOrderness": "PT5S", "allowedLateness": "PT0S",
             "aggregates": {"views": {"function": "count"}},
             "downstream": [{"name": "restock", "when": "data.key != 'closer'",
               "entity": "product", "command": "restock",
               "body": {"quantity": "data.values.views"}}]}
            """);
    assertThat(declared.status()).as(declared.toString()).isEqualTo(201);
  }

  /** Each result has become one command. */
  private void requireRestocked(NodeProcess node) throws IOException {
    for (int product = 0; product < PRODUCTS; product++) {
      String name = "p-" + product;
      List<View> mine = views.stream().filter(view -> view.product().equals(name)).toList();
      long minutes =
          mine.stream().map(view -> view.at().truncatedTo(ChronoUnit.MINUTES)).distinct().count();
      JsonNode restocked = node.get("/v1/entities/product/" + name).body();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (restocked.at("/state/stock").asLong() < mine.size() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        restocked = node.get("/v1/entities/product/" + name).body();
      }
      assertThat(restocked.at("/state/stock").asLong()).as(name).isEqualTo(mine.size());
      assertThat(restocked.path("sequenceNumber").asLong())
          .as("the product was listed once, and restocked once for each minute")
          .isEqualTo(1 + minutes);
    }
  }

  /** Out of order by less than what windows wait for, and with breaks that end visits. */
  private List<View> view() {
    Instant now = START.plusSeconds(batches++ * 9L);
    List<View> batch = new ArrayList<>();
    for (int index = 0; index < BATCH; index++) {
      batch.add(
          new View(
              "v" + random.nextInt(VISITORS) % (1 + batches % VISITORS),
              "p-" + random.nextInt(PRODUCTS),
              now.plusMillis(random.nextInt(4_000))));
    }
    views.addAll(batch);
    return batch;
  }

  /** Later than all windows of the others, in each partition. */
  private List<View> closers() {
    Instant later = START.plusSeconds(batches * 9L).plus(Duration.ofHours(3));
    return Stream.iterate(0, number -> number + 1)
        .limit(CLOSERS)
        .map(number -> new View("closer-" + number, "closer", later))
        .toList();
  }

  private static void append(NodeProcess node, List<View> batch) throws IOException {
    Answer answer =
        node.send(
            "POST",
            "/v1/streams/product-viewed/events",
            "application/json",
            batch.stream().map(View::json).toList().toString());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  /** What is kept beside the logs goes; it is made again from them. */
  private void loseWindows() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(data.resolve("projections"))) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    assertThat(files).as("files of windows").hasSizeGreaterThan(1);
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private void requireVisits(NodeProcess node) throws Exception {
    Map<String, List<View>> byVisitor = new TreeMap<>();
    views.forEach(
        view -> byVisitor.computeIfAbsent(view.visitor(), any -> new ArrayList<>()).add(view));
    List<String> expected = new ArrayList<>();
    byVisitor.forEach((visitor, of) -> expected.addAll(visits(visitor, of)));
    assertThat(expected).hasSizeGreaterThan(60);
    List<JsonNode> told =
        told(node, "visits", expected.size(), result -> !key(result).startsWith("closer"));
    assertThat(told)
        .extracting(result ->
            "%s %s %s %d"
                .formatted(
                    key(result),
                    result.path("start").asText(),
                    result.path("end").asText(),
                    result.path("count").asLong()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The visits of one visitor: a view that is less than the gap behind another is in its visit. */
  private static List<String> visits(String visitor, List<View> views) {
    List<View> sorted = views.stream().sorted(Comparator.comparing(View::at)).toList();
    List<String> visits = new ArrayList<>();
    Instant start = sorted.getFirst().at();
    Instant last = start;
    int count = 0;
    for (View view : sorted) {
      if (!view.at().isBefore(last.plus(GAP))) {
        visits.add("%s %s %s %d".formatted(visitor, start, last.plus(GAP), count));
        start = view.at();
        count = 0;
      }
      last = view.at();
      count++;
    }
    visits.add("%s %s %s %d".formatted(visitor, start, last.plus(GAP), count));
    return visits;
  }

  private void requireViewers(NodeProcess node) throws Exception {
    List<String> expected = new ArrayList<>();
    for (int product = 0; product < PRODUCTS; product++) {
      expected.addAll(viewers("p-" + product));
    }
    List<JsonNode> told =
        told(node, "product-viewers", expected.size(), result -> !key(result).equals("closer"));
    assertThat(told)
        .extracting(result ->
            "%s %s %d %d"
                .formatted(
                    key(result),
                    result.path("end").asText(),
                    result.at("/values/visitors").asLong(),
                    result.at("/values/views").asLong()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Of each hour that ends at a full minute. */
  private List<String> viewers(String product) {
    Map<Instant, Set<String>> visitors = new TreeMap<>();
    Map<Instant, Integer> counts = new HashMap<>();
    for (View view : views) {
      if (view.product().equals(product)) {
        Instant end = view.at().truncatedTo(ChronoUnit.MINUTES);
        for (int minute = 1; minute <= 60; minute++) {
          Instant each = end.plus(Duration.ofMinutes(minute));
          visitors.computeIfAbsent(each, any -> new HashSet<>()).add(view.visitor());
          counts.merge(each, 1, Integer::sum);
        }
      }
    }
    List<String> viewers = new ArrayList<>();
    visitors.forEach((end, of) ->
        viewers.add("%s %s %d %d".formatted(product, end, of.size(), counts.get(end))));
    return viewers;
  }

  private static String key(JsonNode result) {
    return result.path("key").asText();
  }

  /** The final results that {@code mine} lets through, once all were told. */
  private static List<JsonNode> told(
      NodeProcess node, String projection, int count, Predicate<JsonNode> mine) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      List<JsonNode> told = new ArrayList<>();
      for (JsonNode event : node.lines("/v1/streams/projection-" + projection + "/events")) {
        JsonNode result = event.path("data");
        if (result.path("kind").asText().equals("FINAL") && mine.test(result)) {
          told.add(result);
        }
      }
      if (told.size() >= count && lag(node, projection) == 0) {
        return Collections.unmodifiableList(told);
      }
      assertThat(System.nanoTime())
          .as("%s tells %d windows in time, not %d", projection, count, told.size())
          .isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static long lag(NodeProcess node, String projection) throws IOException {
    return node.get("/v1/projections/" + projection).body().path("lag").asLong();
  }
}
