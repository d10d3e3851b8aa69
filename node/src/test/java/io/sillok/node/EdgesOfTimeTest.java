package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows where clocks leap, times are far away, and sums do not fit. */
final class EdgesOfTimeTest {

  private static final String READINGS =
      """
      {"kind": "keyed", "key": "meter", "eventTime": "readAt",
       "schema": {"type": "record", "name": "MeterRead", "fields": [
         {"name": "meter", "type": "string"},
         {"name": "watts", "type": "long"},
         {"name": "readAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeEach
  void start() throws Exception {
    begin("off");
  }

  private void begin(String mostAhead) throws Exception {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions",
                        "4",
                        "sillok.node.streams.time.idle-after",
                        "1 h",
                        "sillok.node.streams.most-ahead",
                        mostAhead)));
    http = new StreamReader(node);
    assertThat(http.put("/streams/meter-read", READINGS).status()).isLessThan(300);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_day_has_23_hours_in_spring_and_25_in_autumn() throws Exception {
    declare("{\"kind\": \"tumbling\", \"size\": \"PT24H\", \"zone\": \"Europe/Berlin\"}");
    read("2026-03-28T22:59:59.999Z", 1); // the last moment of the 28th there
    read("2026-03-28T23:00:00Z", 10);
    read("2026-03-29T21:59:59.999Z", 100);
    read("2026-03-29T22:00:00Z", 1_000);
    read("2026-10-24T22:00:00Z", 5);
    read("2026-10-25T22:59:59.999Z", 50);
    read("2026-10-25T23:00:00Z", 500);
    assertThat(windows(5))
        .containsExactly(
            "2026-03-27T23:00:00Z 2026-03-28T23:00:00Z 1",
            "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z 110",
            "2026-03-29T22:00:00Z 2026-03-30T22:00:00Z 1000",
            "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z 55",
            "2026-10-25T23:00:00Z 2026-10-26T23:00:00Z 500");
  }

  @Test
  void times_before_1970_and_far_away_are_in_the_windows_that_they_belong_to() throws Exception {
    declare("{\"kind\": \"tumbling\", \"size\": \"PT1H\"}");
    read("0001-01-01T00:30:00Z", 1);
    read("1969-12-31T23:59:59.999Z", 2);
    read("1970-01-01T00:00:00Z", 3);
    read("2262-04-11T23:47:16.855Z", 4); // what 64 bits of nanoseconds hold ends here
    read("2400-02-29T12:00:00Z", 5);
    assertThat(windows(5))
        .containsExactly(
            "0001-01-01T00:00:00Z 0001-01-01T01:00:00Z 1",
            "1969-12-31T23:00:00Z 1970-01-01T00:00:00Z 2",
            "1970-01-01T00:00:00Z 1970-01-01T01:00:00Z 3",
            "2262-04-11T23:00:00Z 2262-04-12T00:00:00Z 4",
            "2400-02-29T12:00:00Z 2400-02-29T13:00:00Z 5");
    assertThat(http.get("/projections/power").at("/events/rejected").asInt()).isZero();
  }

  @Test
  void an_event_beyond_the_year_9999_is_refused_so_that_time_can_go_on() throws Exception {
    declare("{\"kind\": \"tumbling\", \"size\": \"PT1H\"}");
    read("2026-03-01T10:00:00Z", 1);
    for (String beyond : List.of("+10000-01-01T00:00:00Z", "0000-12-31T23:59:59.999Z")) {
      var answer = http.post("/streams/meter-read/events", reading(beyond, 2));
      assertThat(answer.status()).as(beyond).isEqualTo(422);
      assertThat(answer.json().toString()).contains("/readAt", "years 1 to 9999");
    }
    read("9999-12-31T23:59:59.998Z", 3);
    assertThat(windows(2))
        .containsExactly(
            "2026-03-01T10:00:00Z 2026-03-01T11:00:00Z 1",
            "9999-12-31T23:00:00Z  3"); // its end has no four digits
  }

  @Test
  void an_event_far_ahead_of_the_clock_is_refused_so_that_one_mistake_ends_no_windows()
      throws Exception {
    node.close();
    begin("366 d");
    declare("{\"kind\": \"tumbling\", \"size\": \"PT1H\"}");
    read("2026-03-01T10:00:00Z", 1);
    var answer =
        http.post(
            "/streams/meter-read/events",
            reading(
                Instant.now().plus(Duration.ofDays(400)).truncatedTo(ChronoUnit.MILLIS).toString(),
                2));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().toString()).contains("/readAt", "most-ahead");
    read("2026-03-01T10:30:00Z", 3);
    assertThat(windows(1)).containsExactly("2026-03-01T10:00:00Z 2026-03-01T11:00:00Z 4");
  }

  @Test
  void a_sum_that_does_not_fit_is_a_failure_of_its_window_and_of_no_other() throws Exception {
    declare("{\"kind\": \"tumbling\", \"size\": \"PT1H\"}");
    read("2026-03-01T10:00:00Z", Long.MAX_VALUE);
    read("2026-03-01T10:01:00Z", 1);
    read("2026-03-01T11:00:00Z", Long.MAX_VALUE);
    read("2026-03-01T11:01:00Z", 1);
    read("2026-03-01T11:02:00Z", -1);
    assertThat(windows(2))
        .containsExactly(
            "2026-03-01T10:00:00Z 2026-03-01T11:00:00Z failed",
            "2026-03-01T11:00:00Z 2026-03-01T12:00:00Z " + Long.MAX_VALUE);
    JsonNode failed = http.get("/projections/power/windows").at("/windows/0");
    assertThat(failed.path("key").asText()).isEqualTo("m");
    assertThat(failed.path("count").asInt()).isEqualTo(2);
    assertThat(failed.path("failure").asText()).contains("9223372036854775808");
  }

  private void declare(String window) throws Exception {
    var answer =
        http.put(
            "/projections/power",
            """
            {"stream": "meter-read", "window": %s,
             "outOfOrderness": "PT0S", "allowedLateness": "PT0S",
             "aggregates": {"watts": {"function": "sum", "field": "watts"}}}
            """
                .formatted(window));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
  }

  private void read(String at, long watts) throws Exception {
    var answer = http.post("/streams/meter-read/events", reading(at, watts));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  private static String reading(String at, long watts) {
    return "{\"meter\": \"m\", \"watts\": %d, \"readAt\": \"%s\"}".formatted(watts, at);
  }

  /** So many, once all are told. */
  private List<String> windows(int count) throws Exception {
    assertThat(http.post("/streams/meter-read/time", "{\"seal\": true}").status()).isEqualTo(200);
    eventually(() -> told().size() >= count);
    return told();
  }

  private List<String> told() {
    try {
      List<String> told = new ArrayList<>();
      for (JsonNode window : http.get("/projections/power/windows").path("windows")) {
        told.add(
            "%s %s %s"
                .formatted(
                    window.path("start").asText(),
                    window.path("end").asText(),
                    window.has("failure") ? "failed" : window.at("/values/watts").asText()));
      }
      return told;
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
