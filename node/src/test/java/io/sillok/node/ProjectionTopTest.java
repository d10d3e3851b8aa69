package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The windows with the largest values, held against all windows. */
final class ProjectionTopTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SOLD =
      """
      {"kind": "keyed", "key": "product", "eventTime": "soldAt",
       "schema": {"type": "record", "name": "ThingSold", "fields": [
         {"name": "product", "type": "string"},
         {"name": "buyerId", "type": "string"},
         {"name": "soldAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "pieces", "type": "int"},
         {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9,
           "scale": 2}},
         {"name": "rating", "type": ["null", "double"], "default": null}]}}
      """;
  private static final String PER_MINUTE =
      """
      {"stream": "thing-sold", "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT0S", "allowedLateness": "PT10M", "emit": "updates",
       "aggregates": {"pieces": {"function": "sum", "field": "pieces"},
                      "amount": {"function": "sum", "field": "price"},
                      "rating": {"function": "avg", "field": "rating"},
                      "buyers": {"function": "distinct", "field": "buyerId"},
                      "buyer": {"function": "first", "field": "buyerId"}}}
      """;
  private static final String WINDOWS = "/projections/sales/windows";

  private final List<String> keys =
      new ArrayList<>(IntStream.range(0, 40).mapToObj(number -> "p" + number).toList());

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeEach
  void start() throws Exception {
    node =
        SillokNode.start(
            NodeConfig.at(data).port(0).settings(Map.of("sillok.persistence.partitions", "4")));
    http = new StreamReader(node);
    assertThat(http.put("/streams/thing-sold", SOLD).status()).isEqualTo(201);
    assertThat(http.put("/projections/sales", PER_MINUTE).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void the_largest_windows_of_all_shards_come_first() throws Exception {
    sell(1_500, new Random(21));
    seal();
    List<JsonNode> all = awaitWindows(400);
    for (String by : List.of("count", "pieces", "amount", "rating", "buyers.count")) {
      Function<JsonNode, JsonNode> value = window -> valueOf(window, by);
      List<JsonNode> ranked = ranked(all, value);
      assertThat(ranked).hasSizeGreaterThan(100);
      assertThat(top("?top=1&by=" + by)).isEqualTo(ranked.subList(0, 1));
      assertThat(top("?top=25&by=" + by)).isEqualTo(ranked.subList(0, 25));
      assertThat(top("?top=1000&by=" + by)).isEqualTo(ranked);
      List<JsonNode> within =
          ranked.stream()
              .filter(window -> end(window).isAfter(TEN.plusSeconds(300)))
              .filter(window -> !end(window).isAfter(TEN.plusSeconds(600)))
              .toList();
      String range = "&from=%s&to=%s".formatted(TEN.plusSeconds(300), TEN.plusSeconds(600));
      assertThat(top("?top=20&by=" + by + range)).isEqualTo(within.subList(0, 20));
      assertThat(top("?top=3&by=" + by + range + "&key=p7"))
          .isNotEmpty()
          .isEqualTo(
              within.stream()
                  .filter(window -> window.path("key").asText().equals("p7"))
                  .limit(3)
                  .toList());
    }
    assertThat(ranked(all, window -> valueOf(window, "rating")).size())
        .as("windows without a rating have no place")
        .isLessThan(all.size());
  }

  @Test
  void what_windows_hold_by_now_takes_the_place_of_what_they_told() throws Exception {
    sell("p1", TEN.plusSeconds(10), 5);
    sell("p2", TEN.plusSeconds(10), 6);
    sell("p2", TEN.plusSeconds(60), 1);
    advanceTo(TEN.plusSeconds(60));
    awaitWindows(2);
    assertThat(kinds("?top=5&by=pieces")).containsExactly("p2 ON_TIME 6", "p1 ON_TIME 5");
    sell("p1", TEN.plusSeconds(20), 2); // late, and admitted
    eventually(() ->
        kinds("?top=5&by=pieces&open=true")
            .equals(List.of("p1 PREVIEW 7", "p2 PREVIEW 6", "p2 PREVIEW 1")));
    assertThat(kinds("?top=1&by=pieces&open=true")).containsExactly("p1 PREVIEW 7");
    assertThat(kinds("?top=5&by=pieces&open=true&from=" + TEN.plusSeconds(60)))
        .containsExactly("p2 PREVIEW 1");
    assertThat(kinds("?top=5&by=pieces")).containsExactly("p2 ON_TIME 6", "p1 ON_TIME 5");
    seal();
    eventually(() -> kinds("?top=1&by=pieces&open=true").equals(List.of("p1 FINAL 7")));
  }

  @Test
  void answers_that_are_larger_than_a_message_come_in_parts() throws Exception {
    keys.clear();
    for (int number = 0; number < 2_400; number++) {
      keys.add("k".repeat(200) + number);
    }
    sellEachOnce();
    eventually(() -> pages("?limit=1000&open=true").size() == 2_400);
    assertThat(pages("?limit=1000&open=true&from=" + TEN.plusSeconds(60))).isEmpty();
    List<JsonNode> open = pages("?limit=1000&open=true");
    assertThat(open).allMatch(window -> window.path("kind").asText().equals("PREVIEW"));
    assertThat(open)
        .extracting(window -> window.path("key").asText())
        .containsExactlyElementsOf(keys.stream().sorted().toList());
    seal();
    List<JsonNode> all = awaitWindows(2_400);
    assertThat(all)
        .extracting(window -> window.path("key").asText())
        .containsExactlyElementsOf(keys.stream().sorted().toList());
    assertThat(top("?top=1000&by=pieces"))
        .isEqualTo(ranked(all, window -> valueOf(window, "pieces")).subList(0, 1_000));
  }

  @Test
  void what_cannot_be_compared_is_refused_with_the_parameter() throws Exception {
    requireRefused("?top=0&by=pieces", "Parameter top must be a whole number from 1 to 1000");
    requireRefused("?top=1001&by=pieces", "Parameter top must be a whole number from 1 to 1000");
    requireRefused("?top=10", "Parameter top needs the other one");
    requireRefused("?by=pieces", "Parameter by needs the other one");
    requireRefused("?top=10&by=pieces&limit=5", "Parameter limit does not go with top");
    requireRefused("?top=10&by=pieces&after=x", "Parameter after does not go with top");
    requireRefused(
        "?top=10&by=worth",
        "Parameter by must be count or a number of the values, but is 'worth'; SalesValues has pieces, amount, rating, buyers, buyer");
    requireRefused(
        "?top=10&by=buyer", "Parameter by must lead to a number, but buyer is of type string");
    requireRefused(
        "?top=10&by=buyers",
        "Parameter by must lead to a number, but buyers is of type record (Distinct)");
    requireRefused(
        "?top=10&by=pieces.sold",
        "before 'sold' in 'pieces.sold' it leads to long, which has no fields");
    requireRefused("?top=10&by=", "but is ''");
    assertThat(http.get("/projections/none/windows?top=1&by=count").path("code").asText())
        .isEqualTo("unknown-projection");
  }

  private void requireRefused(String query, String detail) throws Exception {
    JsonNode problem = http.get(WINDOWS + query);
    assertThat(problem.path("code").asText()).as(query).isEqualTo("invalid-parameter");
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("detail").asText()).contains(detail);
  }

  /** Things of 40 products within half an hour, of which some have no rating. */
  private void sell(int count, Random random) throws Exception {
    List<String> events = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      String rating = random.nextInt(3) == 0 ? "" : ", \"rating\": " + random.nextInt(100) / 8.0;
      events.add(
          event(
              keys.get(random.nextInt(40)),
              "b" + random.nextInt(6),
              TEN.plusMillis(index * 1_200L),
              random.nextInt(9) - 4,
              "%d.%02d".formatted(random.nextInt(200) - 100, random.nextInt(100)),
              rating));
    }
    append(events);
  }

  private void sellEachOnce() throws Exception {
    List<String> events = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      events.add(event(keys.get(index), "b", TEN.plusSeconds(1), index % 700, "1.00", ""));
    }
    append(events);
  }

  private void sell(String product, Instant at, int pieces) throws Exception {
    append(List.of(event(product, "b", at, pieces, "1.00", "")));
  }

  private static String event(
      String product, String buyer, Instant at, int pieces, String price, String more) {
    return "{\"product\": \"%s\", \"buyerId\": \"%s\", \"soldAt\": \"%s\", \"pieces\": %d, \"price\": \"%s\"%s}"
        .formatted(product, buyer, at, pieces, price, more);
  }

  private void append(List<String> events) throws Exception {
    for (int from = 0; from < events.size(); from += 100) {
      String batch = String.join(",", events.subList(from, Math.min(events.size(), from + 100)));
      assertThat(http.post("/streams/thing-sold/events", "[" + batch + "]").status())
          .isEqualTo(200);
    }
  }

  private void advanceTo(Instant time) throws Exception {
    time("{\"advanceTo\": \"%s\"}".formatted(time));
  }

  private void seal() throws Exception {
    time("{\"seal\": true}");
  }

  private void time(String wish) throws Exception {
    assertThat(http.post("/streams/thing-sold/time", wish).status()).isEqualTo(200);
  }

  /** All windows, once they are at least so many and no more come. */
  private List<JsonNode> awaitWindows(int least) {
    eventually(() ->
        get("/projections/sales").path("lag").asLong() == 0
            && pages("?limit=1000").size() >= least
            && pages("?limit=1000").size() == toTell());
    return pages("?limit=1000");
  }

  /** So many windows were told, each counted once. */
  private long toTell() {
    return events().stream()
        .map(event -> event.at("/data/key").asText() + event.at("/data/end").asText())
        .distinct()
        .count();
  }

  private List<JsonNode> events() {
    try {
      return http.lines("/projections/sales/events");
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private List<JsonNode> pages(String query) {
    List<JsonNode> windows = new ArrayList<>();
    String next = "/v1" + WINDOWS + query;
    while (!next.isEmpty()) {
      JsonNode page = get(next.substring("/v1".length()));
      page.path("windows").forEach(windows::add);
      next = page.path("next").asText("");
    }
    return windows;
  }

  private List<JsonNode> top(String query) {
    JsonNode answer = get(WINDOWS + query);
    assertThat(answer.path("next").isNull()).as(answer.toString()).isTrue();
    List<JsonNode> windows = new ArrayList<>();
    answer.path("windows").forEach(windows::add);
    return windows;
  }

  private List<String> kinds(String query) {
    return top(query).stream()
        .map(window ->
            "%s %s %d"
                .formatted(
                    window.path("key").asText(),
                    window.path("kind").asText(),
                    window.at("/values/pieces").asInt()))
        .toList();
  }

  private static JsonNode valueOf(JsonNode window, String by) {
    return by.equals("count") ? window.path("count") : window.at("/values/" + by.replace('.', '/'));
  }

  private static List<JsonNode> ranked(List<JsonNode> all, Function<JsonNode, JsonNode> value) {
    return all.stream()
        .filter(window -> !value.apply(window).isMissingNode())
        .sorted(
            Comparator.comparing((JsonNode window) -> new BigDecimal(value.apply(window).asText()))
                .reversed()
                .thenComparing(window -> window.path("key").asText())
                .thenComparing(ProjectionTopTest::end))
        .toList();
  }

  private static Instant end(JsonNode window) {
    return Instant.parse(window.path("end").asText());
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
