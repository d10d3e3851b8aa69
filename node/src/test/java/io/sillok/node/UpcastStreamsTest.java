package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of a module whose next version upcasts the events that the one before has written. */
final class UpcastStreamsTest {

  private static final String PAYMENTS = "/streams/payment-made";
  private static final String ACCOUNTS = "/streams/account-opened";
  private static final String DEAR = "data.cents > 150 && data.currency == \"EUR\"";
  private static final String COUNTED =
      """
      {"stream": "payment-made", "filter": "data.currency == \\"EUR\\"", "key": "data.account",
       "window": {"kind": "tumbling", "size": "PT1M"},
       "outOfOrderness": "PT1S", "allowedLateness": "PT0S",
       "aggregates": {"payments": {"function": "count"},
                      "cents": {"function": "sum", "field": "cents"}}}
      """;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "sillok.persistence.partitions", "2",
          "sillok.node.streams.time.idle-after", "1 h",
          "sillok.node.projections.wake-interval", "200 ms");

  @TempDir private Path data;

  private PaymentsModule module;

  /** The first version records two accounts and three payments, and a consumer waits. */
  @BeforeEach
  void record() throws Exception {
    module = new PaymentsModule(data);
    try (SillokNode node = start(module.first())) {
      StreamReader http = new StreamReader(node);
      http.put(PAYMENTS + "/consumers/all", "{\"from\": \"start\"}");
      http.put(PAYMENTS + "/queues/all", "{\"from\": \"start\"}");
      append(http, ACCOUNTS, "{'account': 'a', 'name': 'Ada Byron', 'openedAt': '%s'}");
      append(http, ACCOUNTS, "{'account': 'b', 'name': 'Bo Li', 'openedAt': '%s'}");
      for (int euros = 1; euros <= 3; euros++) {
        append(
            http,
            PAYMENTS,
            "{'paymentId': 'p%1$d', 'account': '%2$s', 'euros': %1$d, 'madeAt': '%%s'}"
                .formatted(euros, euros == 3 ? "b" : "a"));
      }
    }
  }

  @Test
  void a_record_that_cannot_read_what_was_recorded_stops_the_start_without_an_upcaster()
      throws Exception {
    Path without = module.withoutUpcasters();

    StartException refused = catchThrowableOfType(StartException.class, () -> start(without));

    assertThat(refused.code()).isEqualTo("schema-incompatible");
    assertThat(refused).hasMessageContaining("payment-made").hasMessageContaining("cents");
    try (SillokNode node = start(module.upcasting())) {
      assertThat(new StreamReader(node).get("/schemas/payment-made").path("versions")).hasSize(2);
    }
  }

  @Test
  void readers_get_what_the_events_have_become_and_filters_decide_by_it() throws Exception {
    try (SillokNode node = start(module.upcasting())) {
      StreamReader http = new StreamReader(node);
      pay(http, "p4", "a", 400);
      List<String> all = List.of("p1 100", "p2 200", "p3 300", "p4 400");
      List<String> dear = all.subList(1, 4);
      String filter = "filter=" + URLEncoder.encode(DEAR, StandardCharsets.UTF_8);

      assertThat(cents(http.get(PAYMENTS + "/events").path("events")))
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(cents(http.lines(PAYMENTS + "/events"))).containsExactlyInAnyOrderElementsOf(all);
      assertThat(cents(http.lines(PAYMENTS + "/events?" + filter)))
          .containsExactlyInAnyOrderElementsOf(dear);
      try (Feed feed = http.listen(PAYMENTS + "/events?from=start&" + filter)) {
        assertThat(cents(List.of(feed.next(), feed.next(), feed.next())))
            .containsExactlyInAnyOrderElementsOf(dear);
      }
      String wants =
          "{\"from\": \"start\", \"filter\": \"%s\"}".formatted(DEAR.replace("\"", "\\\""));
      http.put(PAYMENTS + "/consumers/dear", wants);
      http.put(PAYMENTS + "/queues/dear", wants);
      assertThat(cents(http.get(PAYMENTS + "/consumers/all/events").path("events")))
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(cents(http.get(PAYMENTS + "/consumers/dear/events").path("events")))
          .containsExactlyInAnyOrderElementsOf(dear);
      assertThat(queued(node, "all", 4)).containsExactlyInAnyOrderElementsOf(all);
      assertThat(queued(node, "dear", 3)).containsExactlyInAnyOrderElementsOf(dear);
    }
  }

  @Test
  void a_table_has_what_its_rows_have_become() throws Exception {
    try (SillokNode node = start(module.upcasting())) {
      StreamReader http = new StreamReader(node);
      assertThat(http.get(ACCOUNTS + "/table/a").at("/value/name").asText()).isEqualTo("Byron");
      assertThat(http.get(ACCOUNTS + "/table").path("rows").findValuesAsText("firstName"))
          .containsExactlyInAnyOrder("Ada", "Bo");
      append(
          http, ACCOUNTS, "{'account': 'b', 'firstName': 'Bo', 'name': 'Byron', 'openedAt': '%s'}");
      eventually(() -> get(http, ACCOUNTS + "/table/b").at("/value/name").asText().equals("Byron"));
      JsonNode verified = http.post(ACCOUNTS + "/table/verify", "").json();
      assertThat(verified.path("rows").asInt()).as(verified.toString()).isEqualTo(2);
      assertThat(verified.path("equal").asBoolean()).as(verified.toString()).isTrue();
    }
  }

  @Test
  void processors_and_projections_read_what_the_events_have_become() throws Exception {
    try (SillokNode node = start(module.upcasting())) {
      StreamReader http = new StreamReader(node);
      assertThat(http.put("/projections/counted", COUNTED).status()).isEqualTo(201);
      pay(http, "p4", "a", 400);
      seal(http);

      eventually(() -> noted(http).size() == 4);
      assertThat(noted(http)).containsExactlyInAnyOrder("p1 100", "p2 200", "p3 300", "p4 400");
      assertThat(told(http, "revenue-per-name", 2))
          .containsExactlyInAnyOrder("Byron 3 700", "Li 1 300");
      assertThat(told(http, "counted", 2)).containsExactlyInAnyOrder("a 3 700", "b 1 300");
      assertVerified(http, "revenue-per-name");
      assertVerified(http, "counted");
    }
    try (SillokNode again = start(module.upcasting())) {
      assertVerified(new StreamReader(again), "revenue-per-name");
    }
  }

  @Test
  void an_event_whose_upcaster_throws_is_unreadable_and_holds_up_nobody_else() throws Exception {
    try (SillokNode node = start(module.unableToUpcast(2))) {
      StreamReader http = new StreamReader(node);
      http.put("/projections/counted", COUNTED);
      seal(http);
      List<String> reasons = new ArrayList<>();

      for (String path : List.of("/events", "/consumers/all/events")) {
        List<JsonNode> lines = http.lines(PAYMENTS + path);
        JsonNode problem = lines.getLast().path("problem");
        assertThat(problem.path("code").asText()).isEqualTo("event-unreadable");
        reasons.add(problem.path("detail").asText());
      }
      eventually(() -> get(http, PAYMENTS + "/queues/all").has("trouble"));
      reasons.add(get(http, PAYMENTS + "/queues/all").path("trouble").asText());
      eventually(() ->
          noted(http).size() == 2
              && !get(http, "/processors/notes/parked").at("/parked").isEmpty());
      assertThat(noted(http)).containsExactlyInAnyOrder("p1 100", "p3 300");
      reasons.add(get(http, "/processors/notes/parked").at("/parked/0/reason").asText());
      assertThat(told(http, "revenue-per-name", 2))
          .containsExactlyInAnyOrder("Byron 1 100", "Li 1 300");
      assertThat(told(http, "counted", 2)).containsExactlyInAnyOrder("a 1 100", "b 1 300");
      for (String projection : List.of("revenue-per-name", "counted")) {
        assertVerified(http, projection);
        List<JsonNode> rejected =
            http.lines("/streams/projection-" + projection + "-rejected/events");
        assertThat(rejected).hasSize(1);
        reasons.add(rejected.getFirst().at("/data/reason").asText());
      }

      assertThat(reasons)
          .hasSize(6)
          .allSatisfy(reason ->
              assertThat(reason)
                  .contains("upcaster of Payments.FirstMade to Payments.PaymentMade throws")
                  .contains("IllegalStateException: unlucky 2"));
    }
    try (SillokNode mended = start(module.upcasting())) {
      StreamReader http = new StreamReader(mended);
      List<String> all = List.of("p1 100", "p2 200", "p3 300");
      assertThat(cents(http.lines(PAYMENTS + "/events"))).containsExactlyInAnyOrderElementsOf(all);
      assertThat(queued(mended, "all", 3)).containsExactlyInAnyOrderElementsOf(all);
      http.post("/processors/notes/parked/replay", "{\"all\": true}");
      eventually(() -> noted(http).size() == 3);
    }
  }

  private SillokNode start(Path jar) {
    return SillokNode.start(
        NodeConfig.at(data.resolve("node")).port(0).modulePaths(List.of(jar)).settings(SETTINGS));
  }

  private static void pay(StreamReader http, String id, String account, long cents)
      throws Exception {
    append(
        http,
        PAYMENTS,
        "{'paymentId': '%s', 'account': '%s', 'cents': %d, 'currency': 'EUR', 'madeAt': '%%s'}"
            .formatted(id, account, cents));
  }

  private static void append(StreamReader http, String stream, String event) throws Exception {
    Answer answer =
        http.post(stream + "/events", event.formatted("2026-01-31T12:00:00Z").replace('\'', '"'));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  /** Event time of both streams ends, so that all is told. */
  private static void seal(StreamReader http) throws Exception {
    for (String stream : List.of(ACCOUNTS, PAYMENTS)) {
      assertThat(http.post(stream + "/time", "{\"seal\": true}").status()).isEqualTo(200);
    }
  }

  private static List<String> cents(Iterable<JsonNode> events) {
    List<String> cents = new ArrayList<>();
    events.forEach(event ->
        cents.add(event.at("/data/paymentId").asText() + " " + event.at("/data/cents").asText()));
    return cents;
  }

  /** So many events of a queue. */
  private static List<String> queued(SillokNode node, String queue, int count) {
    QueueClient client = new QueueClient(node, "payment-made");
    List<String> events = new ArrayList<>();
    eventually(() -> {
      client
          .receive(queue, "{\"max\": 10, \"wait\": \"PT0S\"}")
          .body()
          .path("items")
          .forEach(item -> events.addAll(cents(List.of(item.path("event")))));
      return events.size() >= count;
    });
    return events;
  }

  private static List<String> noted(StreamReader http) {
    return cents(get(http, "/streams/payment-noted/events").path("events"));
  }

  /** So many windows, by key, payments and cents. */
  private static List<String> told(StreamReader http, String projection, int count) {
    String path = "/projections/" + projection + "/windows?limit=100";
    eventually(() -> get(http, path).path("windows").size() >= count);
    List<String> windows = new ArrayList<>();
    get(http, path)
        .path("windows")
        .forEach(window ->
            windows.add(
                "%s %d %d"
                    .formatted(
                        window.path("key").asText(),
                        window.at("/values/payments").asInt(),
                        window.at("/values/cents").asInt())));
    return windows;
  }

  private static void assertVerified(StreamReader http, String projection) throws Exception {
    JsonNode verified = http.post("/projections/" + projection + "/verify", "").json();
    assertThat(verified.path("results").asInt()).as(verified.toString()).isEqualTo(2);
    assertThat(verified.path("equal").asBoolean()).as(verified.toString()).isTrue();
  }

  private static JsonNode get(StreamReader http, String path) {
    try {
      return http.get(path);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
