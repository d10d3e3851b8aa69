package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.snapshot.WindowSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projections that are declared over HTTP, on a running node. */
final class DeclaredProjectionsTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final String FLIGHTS =
      """
      {"kind": "keyed", "key": "origin", "eventTime": "departedAt",
       "schema": {"type": "record", "name": "FlightDeparted", "fields": [
         {"name": "origin", "type": "string"},
         {"name": "carrier", "type": "string"},
         {"name": "departedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "delayMinutes", "type": "int"}]}}
      """;
  private static final String PER_HOUR =
      """
      {"stream": "flight-departed",
       "window": {"kind": "tumbling", "size": "PT1H"},
       "outOfOrderness": "PT10M", "allowedLateness": "PT0S",
       "aggregates": {"departures": {"function": "count"},
                      "averageDelay": {"function": "avg", "field": "delayMinutes"}%s}}
      """;

  /** How often is looked whether the next version of a projection may serve. */
  private static final String SOON = "200 ms";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeEach
  void start() throws Exception {
    begin(SOON);
    assertThat(http.put("/streams/flight-departed", FLIGHTS).status()).isEqualTo(201);
  }

  /**
   * @param wakeInterval how often is looked whether the next version of a projection may serve
   */
  private void begin(String wakeInterval) {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions",
                        "4",
                        "sillok.node.projections.wake-interval",
                        wakeInterval,
                        "sillok.node.projections.snapshot-after",
                        "1")));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void it_runs_from_the_first_event_on_and_tells_its_windows_when_they_end() throws Exception {
    depart("AMS", "KL", 5, 10);
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 50, 30);
    depart("CDG", "AF", 55, 0);
    seal();
    eventually(() -> windows().size() == 2);
    assertThat(windows()).containsExactly("AMS 2 20.0", "CDG 1 0.0");
    eventually(() -> get("/projections/departures").path("sealed").asBoolean());
    depart("AMS", "KL", 51, 30);
    eventually(() -> get("/projections/departures").at("/pairs/late").asInt() == 1);
  }

  @Test
  void who_has_just_declared_it_is_answered() throws Exception {
    for (int version = 1; version <= 5; version++) {
      String name = "/projections/departures-" + version;
      assertThat(http.put(name, PER_HOUR.formatted("")).status()).isEqualTo(201);
      assertThat(get(name + "/windows?open=true").has("windows")).isTrue();
      assertThat(get(name).has("trouble")).isFalse();
    }
  }

  @Test
  void a_silent_stream_is_moved_on_by_its_owner_so_windows_end() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    assertThat(
            http.post(
                    "/streams/flight-departed/time",
                    "{\"advanceTo\": \"%s\"}".formatted(TEN.plusSeconds(4_200)))
                .status())
        .isEqualTo(200);
    eventually(() -> windows().size() == 1);
    assertThat(get("/projections/departures").path("watermark").asText())
        .isEqualTo(TEN.plusSeconds(3_600).toString());
  }

  @Test
  void another_definition_is_made_beside_the_one_that_serves_and_then_serves() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    depart("AMS", "HV", 6, 20);
    seal();
    eventually(() -> windows().size() == 1);
    declare(PER_HOUR.formatted(""), 200);
    assertThat(get("/projections/departures").path("version").asInt()).isEqualTo(1);

    declare(
        PER_HOUR.formatted(", \"carriers\": {\"function\": \"distinct\", \"field\": \"carrier\"}"),
        200);
    eventually(() -> get("/projections/departures").path("version").asInt() == 2);
    eventually(() ->
        get("/projections/departures/windows").at("/windows/0/values/carriers/count").asInt() == 2);
    assertThat(get("/projections/departures").at("/streams/results").asText())
        .isEqualTo("projection-departures-v2");
    node.close();
    begin(SOON);
    eventually(() -> get("/projections/departures").path("version").asInt() == 2);
    eventually(() -> windows().equals(List.of("AMS 2 15.0")));
  }

  @Test
  void the_version_before_serves_until_the_next_is_seen_to_have_come_as_far() throws Exception {
    node.close();
    begin("1 h"); // so nobody looks
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    seal();
    eventually(() -> windows().equals(List.of("AMS 1 10.0")));
    declare(
        PER_HOUR.formatted(", \"carriers\": {\"function\": \"distinct\", \"field\": \"carrier\"}"),
        200);
    eventually(() -> get("/projections/departures").at("/next/results").asInt() == 1);
    JsonNode standing = get("/projections/departures");
    assertThat(standing.path("version").asInt()).isEqualTo(1);
    assertThat(standing.at("/next/version").asInt()).isEqualTo(2);
    assertThat(get("/projections/departures/windows").at("/windows/0/values").has("carriers"))
        .isFalse();
    node.close();
    begin(SOON);
    eventually(() -> get("/projections/departures").path("version").asInt() == 2);
    eventually(
        () -> get("/projections/departures/windows").at("/windows/0/values").has("carriers"));
    assertThat(get("/projections/departures").has("next")).isFalse();
  }

  @Test
  void what_an_earlier_version_held_is_dropped_when_the_next_serves() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    depart("AMS", "HV", 6, 20);
    eventually(() -> snapshots("projection-departures") >= 1);
    declare(
        PER_HOUR.formatted(", \"carriers\": {\"function\": \"distinct\", \"field\": \"carrier\"}"),
        200);
    eventually(() -> get("/projections/departures").path("version").asInt() == 2);
    eventually(() -> snapshots("projection-departures") == 0);
    seal();
    eventually(() -> windows().equals(List.of("AMS 2 15.0")));
    eventually(() -> snapshots("projection-departures-v2") >= 1);

    declare(PER_HOUR.formatted(""), 200);
    eventually(() -> windows().equals(List.of("AMS 2 15.0")));
    assertThat(http.post("/projections/departures/verify", "").json().path("equal").asBoolean())
        .isTrue();
  }

  /** So many shards of the version with these {@code results} have one. */
  private long snapshots(String results) {
    WindowSnapshots snapshots =
        new WindowSnapshots(TestNodes.store(node).snapshots(), InstantSource.system());
    return IntStream.range(0, 4)
        .filter(shard -> TestNodes.await(snapshots.last(results + "/" + shard)).isPresent())
        .count();
  }

  @Test
  void who_follows_results_is_told_when_another_version_serves() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    seal();
    eventually(() -> windows().equals(List.of("AMS 1 10.0")));
    String position;
    try (StreamReader.Feed feed = http.listen("/projections/departures/events?from=start")) {
      assertThat(feed.next().path("data").path("key").asText()).isEqualTo("AMS");
      position = feed.lastId();
      declare(
          PER_HOUR.formatted(
              ", \"carriers\": {\"function\": \"distinct\", \"field\": \"carrier\"}"),
          200);
      JsonNode last = feed.next();
      assertThat(last.path("version").asInt()).isEqualTo(2);
      assertThat(last.path("stream").asText()).isEqualTo("projection-departures-v2");
      assertThat(feed.endsIn(Duration.ofSeconds(20))).isTrue();
    }
    for (String path :
        List.of(
            "/projections/departures/events?from=" + position,
            "/projections/departures/events?limit=3&from=" + position)) {
      JsonNode refused = get(path);
      assertThat(refused.path("code").asText()).isEqualTo("projection-superseded");
      assertThat(refused.path("status").asInt()).isEqualTo(410);
    }
    assertThat(get("/projections/departures/events?from=start").path("events")).hasSize(1);
  }

  @Test
  void who_retires_it_can_have_it_go_on() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    assertThat(http.delete("/projections/departures").status()).isEqualTo(204);
    assertThat(get("/projections/departures").path("code").asText())
        .isEqualTo("unknown-projection");
    depart("AMS", "KL", 5, 10);
    declare(PER_HOUR.formatted(""), 200);
    seal();
    eventually(() -> windows().size() == 1);
    assertThat(http.delete("/projections/none").status()).isEqualTo(404);
  }

  @Test
  void whatever_is_wrong_is_told_at_once_with_its_place() throws Exception {
    JsonNode problem =
        http.put(
                "/projections/departures",
                """
                {"stream": "flight-departed", "key": "data.gate",
                 "window": {"kind": "hopping", "size": "PT1H", "slide": "PT2H"},
                 "outOfOrderness": "-PT1M", "allowedLateness": "PT0S",
                 "aggregates": {"total": {"function": "sum", "field": "carrier"}}}
                """)
            .json();
    assertThat(problem.path("code").asText()).isEqualTo("invalid-declaration");
    List<String> pointers = new ArrayList<>();
    problem.path("errors").forEach(error -> pointers.add(error.path("pointer").asText()));
    assertThat(pointers)
        .contains("/key", "/window/slide", "/outOfOrderness", "/aggregates/total/field");
    assertThat(http.put("/projections/departures", "[").status()).isEqualTo(400);
    assertThat(get("/projections").path("projections")).isEmpty();
    assertThat(http.put("/projections/departures?dryRun=true", PER_HOUR.formatted("")).status())
        .isEqualTo(200);
    assertThat(get("/projections").path("projections")).isEmpty();
  }

  private void declare(String document, int status) throws Exception {
    StreamReader.Answer answer = http.put("/projections/departures", document);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
  }

  private void depart(String origin, String carrier, int minute, int delay) throws Exception {
    assertThat(
            http.post(
                    "/streams/flight-departed/events",
                    "{\"origin\":\"%s\",\"carrier\":\"%s\",\"departedAt\":\"%s\",\"delayMinutes\":%d}"
                        .formatted(origin, carrier, TEN.plusSeconds(60L * minute), delay))
                .status())
        .isEqualTo(200);
  }

  @Test
  void results_are_a_table_of_the_last_one_of_each_key() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    depart("AMS", "KL", 5, 10);
    depart("AMS", "KL", 65, 30);
    depart("CDG", "AF", 5, 7);
    seal();
    String table = "/streams/projection-departures/table";
    eventually(() -> get(table).path("rows").size() == 2);
    eventually(() -> get(table + "/AMS").at("/value/values/averageDelay").asDouble() == 30.0);
    assertThat(get(table + "/CDG").at("/value/values/departures").asInt()).isEqualTo(1);
  }

  @Test
  void a_projection_over_results_ends_its_windows_though_some_keys_have_nothing_more()
      throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    String perDay =
        """
        {"stream": "projection-departures", "filter": "has(data.values)", "key": [],
         "window": {"kind": "tumbling", "size": "P1D"},
         "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
         "aggregates": {"departures": {"function": "sum", "field": "values.departures"},
                        "busiest": {"function": "max", "field": "values.departures"}}}
        """;
    assertThat(http.put("/projections/per-day", perDay).status()).isEqualTo(201);
    depart("AMS", "KL", 5, 10);
    depart("AMS", "KL", 6, 10);
    depart("CDG", "AF", 300, 10);
    assertThat(
            http.post(
                    "/streams/flight-departed/time",
                    "{\"advanceTo\": \"%s\"}".formatted(TEN.plusSeconds(15 * 3_600)))
                .status())
        .isEqualTo(200);
    eventually(() -> get("/projections/per-day/windows").path("windows").size() == 1);
    JsonNode day = get("/projections/per-day/windows").at("/windows/0");
    assertThat(day.at("/values/departures").asInt()).isEqualTo(3);
    assertThat(day.at("/values/busiest").asInt()).isEqualTo(2);
    assertThat(day.path("kind").asText()).isEqualTo("FINAL");
    seal();
    eventually(() -> get("/projections/per-day").path("sealed").asBoolean());
    assertThat(get("/projections/per-day").at("/pairs/late").asInt()).isZero();
    assertThat(get("/projections/per-day").has("outdated")).isFalse();

    declare(
        PER_HOUR.formatted(", \"carriers\": {\"function\": \"distinct\", \"field\": \"carrier\"}"),
        200);
    eventually(() -> get("/projections/departures").path("version").asInt() == 2);
    assertThat(get("/projections/per-day").at("/outdated/projection-departures").asText())
        .isEqualTo("projection-departures-v2");
  }

  @Test
  void a_result_that_is_too_large_is_the_same_failure_wherever_it_is_asked_for() throws Exception {
    String stream =
        """
        {"kind": "keyed", "key": "k", "eventTime": "at",
         "schema": {"type": "record", "name": "TextNoted", "fields": [
           {"name": "k", "type": "string"}, {"name": "text", "type": "string"},
           {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
        """;
    assertThat(http.put("/streams/text-noted", stream).status()).isEqualTo(201);
    String texts =
        """
        {"stream": "text-noted", "window": {"kind": "tumbling", "size": "PT1H"},
         "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
         "aggregates": {"texts": {"function": "collect", "field": "text", "most": 100}}}
        """;
    assertThat(http.put("/projections/departures", texts).status()).isEqualTo(201);
    for (int note = 0; note < 60; note++) {
      String event =
          "{\"k\": \"a\", \"text\": \"%s\", \"at\": \"%s\"}"
              .formatted("x".repeat(20_000), TEN.plusSeconds(note));
      assertThat(http.post("/streams/text-noted/events", event).status()).isEqualTo(200);
    }
    assertThat(http.post("/streams/text-noted/time", "{\"seal\": true}").status()).isEqualTo(200);
    eventually(() -> get("/projections/departures/windows").path("windows").size() == 1);
    String failure = get("/projections/departures/windows").at("/windows/0/failure").asText();
    assertThat(failure).contains("cannot be told", "bytes");
    assertThat(get("/projections/departures/events").at("/events/0/data/failure").asText())
        .isEqualTo(failure);
    assertThat(http.post("/projections/departures/verify", "").json().path("equal").asBoolean())
        .isTrue();
  }

  @Test
  void projections_that_would_read_each_other_are_refused() throws Exception {
    declare(PER_HOUR.formatted(""), 201);
    String over =
        """
        {"stream": "%s", "key": [], "window": {"kind": "tumbling", "size": "P1D"},
         "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
         "aggregates": {"results": {"function": "count"}}}
        """;
    assertThat(http.put("/projections/b", over.formatted("projection-departures")).status())
        .isEqualTo(201);
    assertThat(http.put("/projections/c", over.formatted("projection-b-late")).status())
        .isEqualTo(201);
    StreamReader.Answer refused =
        http.put("/projections/departures", over.formatted("projection-c"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().toString())
        .contains("own-results", "/stream", "by way of c, b", "would never end");
  }

  private void seal() throws Exception {
    StreamReader.Answer answer = http.post("/streams/flight-departed/time", "{\"seal\": true}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private List<String> windows() {
    List<String> windows = new ArrayList<>();
    get("/projections/departures/windows")
        .path("windows")
        .forEach(window ->
            windows.add(
                "%s %d %s"
                    .formatted(
                        window.path("key").asText(),
                        window.at("/values/departures").asInt(),
                        window.at("/values/averageDelay").asDouble())));
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
