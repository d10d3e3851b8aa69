package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.orders.OrdersModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projections of a running node that look up a table as of the times of their events. */
final class EnrichedProjectionsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  static final String DECLARED =
      """
      {"stream": "order-placed",
       "filter": "data.amount > 0",
       "key": "has(data.lookup) ? data.lookup.tier : \\"none\\"",
       "lookup": {"stream": "customer", "key": "data.customer", "outOfOrderness": "PT5S"},
       "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT10S", "allowedLateness": "PT0S",
       "aggregates": {"orders": {"function": "count"},
                      "amount": {"function": "sum", "field": "amount"},
                      "since": {"function": "max", "field": "lookup.changedAt"}}}
      """;
  private static final List<String> ALL =
      List.of("sales-per-tier", "orders-of-known", "declared", "afterwards");
  private static final String NEVER_BY_ITSELF = "1 h";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;
  private int orders;

  @BeforeEach
  void start() {
    begin(NEVER_BY_ITSELF);
  }

  /**
   * @param idleAfter when silent partitions follow others
   */
  private void begin(String idleAfter) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new OrdersModule())
                .settings(
                    Map.of(
                        "sillok.persistence.partitions", "4",
                        "sillok.node.streams.time.idle-after", idleAfter,
                        "sillok.node.projections.wake-interval", "200 ms",
                        "sillok.node.projections.page-bytes", "2 KiB")));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void an_event_gets_what_the_table_had_at_its_time() throws Exception {
    declare("declared");
    customer("ann", "silver", 0);
    place("ann", 64, 59);
    place("ann", -1, 59);
    place("ann", 1, 61);
    place("bob", 2, 61);
    customer("ann", "gold", 70);
    place("ann", 4, 69);
    place("ann", 8, 70);
    remove("ann", 80);
    place("ann", 16, 79);
    place("ann", 32, 80);
    List<String> expected =
        List.of("10:01 silver 1 64", "10:02 gold 2 24", "10:02 none 2 34", "10:02 silver 2 5");
    assertThat(windows("declared")).isEmpty();
    seal();
    requireTold("declared", expected);
    requireTold("sales-per-tier", expected);
    eventually(() -> get("/projections/orders-of-known").path("results").asInt() == 5);
    assertThat(get("/projections/declared").at("/lookups/0").asText()).isEqualTo("customer");
    assertThat(get("/projections/declared/windows?key=gold").at("/windows/0/values/since").asText())
        .isEqualTo(TEN.plusSeconds(70).toString());
  }

  @Test
  void a_change_that_comes_late_changes_nothing_that_was_known() throws Exception {
    declare("declared");
    customer("ann", "silver", 0);
    place("ann", 1, 30);
    customer("ann", "gold", 60);
    customer("ann", "late", 20);
    place("ann", 2, 54);
    place("ann", 4, 55);
    place("ann", 8, 60);
    seal();
    List<String> expected = List.of("10:01 late 1 4", "10:01 silver 2 3", "10:02 gold 1 8");
    requireTold("declared", expected);
    requireTold("sales-per-tier", expected);
  }

  @Test
  void an_event_waits_until_its_table_is_known_for_its_time() throws Exception {
    declare("declared");
    place("ann", 1, 30);
    place("ann", 2, 90);
    advance("order-placed", 3_600);
    customer("ann", "silver", 10);
    advance("customer", 95);
    eventually(() -> get("/projections/declared").path("lag").asInt() > 0);
    assertThat(windows("declared")).doesNotContain("10:02 silver 1 2");
    advance("customer", 96);
    requireTold("declared", List.of("10:01 silver 1 1", "10:02 silver 1 2"));
    requireTold("sales-per-tier", List.of("10:01 silver 1 1", "10:02 silver 1 2"));
  }

  @Test
  void of_events_that_were_appended_together_some_may_wait() throws Exception {
    declare("declared");
    customer("ann", "silver", 0);
    advance("customer", 40);
    append(
        "order-placed",
        "[%s,%s,%s]".formatted(order("ann", 1, 30), order("ann", 2, 50), order("ann", 4, 70)));
    eventually(() -> get("/projections/declared").at("/events/read").asInt() == 1);
    eventually(() -> verified("declared").path("equal").asBoolean());
    advance("customer", 60);
    eventually(() -> get("/projections/declared").at("/events/read").asInt() == 2);
    customer("ann", "gold", 65);
    seal();
    requireTold("declared", List.of("10:01 silver 2 3", "10:02 gold 1 4"));
    requireTold("sales-per-tier", List.of("10:01 silver 2 3", "10:02 gold 1 4"));
    assertThat(get("/projections/declared").at("/events/read").asInt()).isEqualTo(3);
    eventually(() -> verified("declared").path("results").asInt() == 2);
    assertThat(verified("declared").path("equal").asBoolean()).isTrue();
  }

  @Test
  void a_silent_table_follows_the_streams_that_it_is_looked_up_for() throws Exception {
    node.close();
    begin("100 ms");
    declare("declared");
    customer("ann", "silver", 0);
    place("ann", 1, 30);
    place("ann", 2, 600);
    advance("order-placed", 660);
    requireTold("declared", List.of("10:01 silver 1 1"));
    requireTold("sales-per-tier", List.of("10:01 silver 1 1"));
    eventually(() ->
        get("/streams/customer")
            .path("eventTimeReached")
            .asText()
            .equals(TEN.plusSeconds(660).toString()));
  }

  @Test
  void who_catches_up_tells_what_was_told_live_also_after_a_restart() throws Exception {
    declare("declared");
    Random random = new Random(11);
    for (int start = 0; start < 3; start++) {
      happen(120, random);
      node.close();
      begin(NEVER_BY_ITSELF);
    }
    happen(120, random);
    declare("afterwards");
    seal();
    eventually(() -> ALL.stream().allMatch(this::isCaughtUp));
    List<String> live = windows("sales-per-tier");
    assertThat(live).hasSizeGreaterThan(20);
    assertThat(new TreeSet<>(live.stream().map(text -> text.split(" ", -1)[1]).toList()))
        .contains("none", "t0", "t1", "t2");
    assertThat(windows("declared")).isEqualTo(live);
    assertThat(windows("afterwards")).isEqualTo(live);
    for (String each : ALL) {
      int results = get("/projections/" + each).path("results").asInt();
      eventually(() -> verified(each).path("results").asInt() == results);
      assertThat(verified(each).path("equal").asBoolean()).as(each).isTrue();
    }
  }

  @Test
  void a_projection_that_is_verified_while_it_waits_is_as_it_should_be() throws Exception {
    declare("declared");
    happen(200, new Random(12));
    eventually(() -> get("/projections/declared").path("results").asInt() > 3);
    eventually(() -> verified("declared").path("results").asInt() > 3);
    assertThat(verified("declared").path("equal").asBoolean()).isTrue();
    assertThat(get("/projections/declared").path("lag").asInt()).isPositive();
  }

  private JsonNode verified(String projection) {
    try {
      return http.post("/projections/" + projection + "/verify", "").json();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void the_next_version_serves_when_it_waits_for_nothing_but_the_table() throws Exception {
    String plain =
        DECLARED.replaceAll("\"lookup\": .*\\n", "").replaceAll(",\\s*\"since\".*\\}\\}\\}", "}}");
    String document = plain.replaceAll("\"key\": .*", "\"key\": [],");
    assertThat(http.put("/projections/declared", document).status()).isEqualTo(201);
    place("ann", 1, 30);
    place("ann", 1, 90);
    customer("ann", "silver", 0);
    declareAgain("declared");
    eventually(() -> get("/projections/declared").path("version").asInt() == 2);
    seal();
    requireTold("declared", List.of("10:01 silver 1 1", "10:02 silver 1 1"));
  }

  private void happen(int count, Random random) throws Exception {
    for (int each = 0; each < count; each++) {
      int second = orders * 2 + random.nextInt(30);
      String customer = "c-" + random.nextInt(12);
      if (random.nextInt(4) == 0) {
        customer(customer, "t" + random.nextInt(3), second);
      } else {
        place(customer, 1 + random.nextInt(100), second);
      }
    }
    advance("customer", orders * 2);
  }

  private void place(String customer, int amount, int second) throws Exception {
    orders++;
    append("order-placed", order(customer, amount, second));
  }

  private String order(String customer, int amount, int second) {
    return "{\"order\":\"o-%d\",\"customer\":\"%s\",\"amount\":%d,\"placedAt\":\"%s\"}"
        .formatted(orders, customer, amount, TEN.plusSeconds(second));
  }

  private void customer(String customer, String tier, int second) throws Exception {
    append(
        "customer",
        "{\"customer\":\"%s\",\"tier\":\"%s\",\"changedAt\":\"%s\"}"
            .formatted(customer, tier, TEN.plusSeconds(second)));
  }

  private void append(String stream, String event) throws Exception {
    StreamReader.Answer answer = http.post("/streams/" + stream + "/events", event);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void remove(String customer, int second) throws Exception {
    StreamReader.Answer answer =
        http.post(
            "/streams/customer/events",
            "null",
            "ce-specversion",
            "1.0",
            "ce-id",
            "removal-" + customer,
            "ce-source",
            "/tests",
            "ce-type",
            "customer",
            "ce-subject",
            customer,
            "ce-time",
            TEN.plusSeconds(second).toString());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void advance(String stream, int second) throws Exception {
    move(stream, "{\"advanceTo\": \"%s\"}".formatted(TEN.plusSeconds(second)));
  }

  private void seal() throws Exception {
    move("customer", "{\"seal\": true}");
    move("order-placed", "{\"seal\": true}");
  }

  private void move(String stream, String to) throws Exception {
    StreamReader.Answer answer = http.post("/streams/" + stream + "/time", to);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void declare(String projection) throws Exception {
    StreamReader.Answer answer = http.put("/projections/" + projection, DECLARED);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  private void declareAgain(String projection) throws Exception {
    StreamReader.Answer answer = http.put("/projections/" + projection, DECLARED);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private void requireTold(String projection, List<String> expected) {
    eventually(() -> windows(projection).size() >= expected.size());
    assertThat(windows(projection)).as(projection).isEqualTo(expected);
  }

  /** Whether all is told, and can be found. */
  private boolean isCaughtUp(String projection) {
    JsonNode standing = get("/projections/" + projection);
    return standing.path("lag").asInt() == 0
        && standing.path("sealed").asBoolean()
        && windows(projection).size() == standing.path("results").asInt();
  }

  /** By end, tier, orders and amount. */
  private List<String> windows(String projection) {
    List<String> windows = new ArrayList<>();
    get("/projections/" + projection + "/windows?limit=1000")
        .path("windows")
        .forEach(window ->
            windows.add(
                "%s %s %d %d"
                    .formatted(
                        window.path("end").asText().substring(11, 16),
                        window.path("key").asText(),
                        window.at("/values/orders").asInt(),
                        window.at("/values/amount").asInt())));
    return windows;
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
