package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real flights, out of order: what windows tell of them, live and when they catch up. */
final class FlightWindowsTest {

  private static final Path FLIGHTS =
      Path.of("..", "examples", "flights", "src", "main", "resources");
  private static final String EVENTS = "/streams/flight-reported/events";
  private static final int BATCH = 500;

  @TempDir private Path data;

  /** A flight that was reported. */
  private record Flight(Instant departedAt, int delay, int miles, String origin, String to) {

    static Flight of(String row) {
      String[] fields = row.split(",", -1);
      return new Flight(
          Instant.parse(fields[0]),
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          fields[3],
          fields[4]);
    }

    String json() {
      return "{\"origin\":\"%s\",\"destination\":\"%s\",\"departedAt\":\"%s\",\"delayMinutes\":%d,\"distanceMiles\":%d}"
          .formatted(origin, to, departedAt, delay, miles);
    }

    String hour() {
      return origin + " " + departedAt.truncatedTo(ChronoUnit.HOURS);
    }
  }

  @Test
  void each_departure_is_in_its_hour_or_in_the_late_stream_live_and_catching_up() throws Exception {
    List<Flight> flights = flights();
    try (SillokNode node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .settings(
                    Map.of(
                        "sillok.persistence.partitions", "4",
                        "sillok.node.projections.wake-interval", "200 ms")))) {
      StreamReader http = new StreamReader(node);
      ok(http.put("/streams/flight-reported", resource("flight-reported.json")));
      ok(http.put("/projections/live", perHour()));
      report(http, flights);
      ok(http.put("/projections/later", perHour()));
      ok(http.post("/streams/flight-reported/time", "{\"seal\": true}"));
      Map<String, Long> live = departures(http, "live", flights.size());
      Map<String, Long> later = departures(http, "later", flights.size());
      assertThat(later).isEqualTo(live);
      assertThat(verified(http, "live")).isTrue();

      Map<String, Long> late = lateFlights(http);
      assertThat(late.values().stream().mapToLong(Long::longValue).sum()).isPositive();
      Map<String, Long> all = new TreeMap<>();
      flights.forEach(flight -> all.merge(flight.hour(), 1L, Long::sum));
      late.forEach((hour, count) -> all.merge(hour, -count, Long::sum));
      all.values().removeIf(count -> count == 0);
      assertThat(live).as("what is reported in time").isEqualTo(all);
    }
  }

  /** The example's, but with fewer late ones admitted. */
  private static String perHour() throws IOException {
    return resource("departures-per-hour.json").replace("PT3H", "PT30M");
  }

  private static List<Flight> flights() {
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(FLIGHTS.resolve("flights-2001-01-01--03.csv.gz"))),
                StandardCharsets.US_ASCII))) {
      return rows.lines().skip(1).map(Flight::of).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String resource(String name) throws IOException {
    return Files.readString(FLIGHTS.resolve(name));
  }

  private static void report(StreamReader http, List<Flight> flights) throws Exception {
    for (int from = 0; from < flights.size(); from += BATCH) {
      List<String> batch =
          flights.subList(from, Math.min(flights.size(), from + BATCH)).stream()
              .map(Flight::json)
              .toList();
      ok(http.post(EVENTS, batch.toString()));
    }
  }

  private static void ok(StreamReader.Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
  }

  /** By airport and hour, by the last results. */
  private static Map<String, Long> departures(StreamReader http, String projection, int events)
      throws Exception {
    eventually(() -> {
      JsonNode standing = get(http, "/projections/" + projection);
      return standing.at("/events/read").asInt() == events
          && standing.path("sealed").asBoolean()
          && standing.path("lag").asInt() == 0;
    });
    JsonNode standing = get(http, "/projections/" + projection);
    assertThat(standing.at("/pairs/all").asInt()).isEqualTo(events);
    long results = standing.path("results").asLong();
    eventually(() -> events(http, "/projections/" + projection + "/events").size() == results);
    Map<String, Long> departures = new TreeMap<>();
    for (JsonNode result : events(http, "/projections/" + projection + "/events")) {
      if (result.path("kind").asText().equals("FINAL")) {
        Long before =
            departures.put(
                result.path("key").asText() + " " + result.path("start").asText(),
                result.at("/values/flights").asLong());
        assertThat(before).as("told twice: " + result).isNull();
      }
    }
    long included = departures.values().stream().mapToLong(Long::longValue).sum();
    assertThat(included + standing.at("/pairs/late").asLong()).isEqualTo(events);
    return departures;
  }

  private static Map<String, Long> lateFlights(StreamReader http) {
    Map<String, Long> late = new TreeMap<>();
    for (JsonNode missed : events(http, "/projections/live/late")) {
      late.merge(missed.path("key").asText() + " " + missed.path("start").asText(), 1L, Long::sum);
    }
    return late;
  }

  private static boolean verified(StreamReader http, String projection) throws Exception {
    return http.post("/projections/" + projection + "/verify", "").json().path("equal").asBoolean();
  }

  private static List<JsonNode> events(StreamReader http, String path) {
    try {
      List<JsonNode> events = new ArrayList<>();
      http.lines(path).forEach(line -> events.add(line.path("data")));
      return events;
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static JsonNode get(StreamReader http, String path) {
    try {
      return http.get(path);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
