package io.sillok.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.SchemaDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlightsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2001-01-03T23:59:00Z");
  private static final int FLIGHTS = 48_586;
  private static final int AIRPORTS = 223;

  @ParameterizedTest
  @ValueSource(strings = {"flight-reported", "airport-status"})
  void all_rows_become_events_as_the_declaration_has_them(String stream) throws IOException {
    DeclaredCodec codec = codec(stream);
    FieldPath key = FieldPath.of(codec.schema(), declaration(stream).path("key").asText());
    FieldPath time = FieldPath.of(codec.schema(), declaration(stream).path("eventTime").asText());
    assertThat(key.unfitAsKey()).isEmpty();
    assertThat(time.unfitAsEventTime()).isEmpty();
    List<String> lines = events(stream);
    assertThat(lines).hasSize(FLIGHTS);
    for (String line : lines) {
      JsonNode event = JSON.readTree(line);
      assertThat(codec.decode(codec.encode(event), codec.schema())).isEqualTo(event);
      assertThat(key.key(event)).hasSize(3);
      assertThat(time.time(event)).isBetween(FIRST, LAST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight-reported", "airport-status"})
  void the_declarations_keep_to_the_rules_of_event_design(String stream) throws IOException {
    assertThat(EventDesign.check(codec(stream).schema())).isEmpty();
    assertThat(declaration(stream).toString()).doesNotContain("sillok.exempt");
  }

  @Test
  void the_first_and_the_last_row_are_what_they_are_in_the_records() {
    List<String> lines = events("flight-reported");
    assertThat(lines.getFirst())
        .isEqualTo(
            """
            {"origin":"LAX","destination":"ATL","departedAt":"2001-01-01T00:03:00Z","delayMinutes":-20,"distanceMiles":1946}\
            """);
    assertThat(lines.getLast())
        .isEqualTo(
            """
            {"origin":"DEN","destination":"MSY","departedAt":"2001-01-03T23:35:00Z","delayMinutes":265,"distanceMiles":1062}\
            """);
    List<String> airports = events("airport-status");
    assertThat(airports.getFirst())
        .isEqualTo(
            """
            {"airport":"LAX","flights":1,"lateFlights":0,"lastDestination":"ATL","lastDepartedAt":"2001-01-01T00:03:00Z","lastDelayMinutes":-20}\
            """);
  }

  @Test
  void an_airports_status_counts_the_flights_that_were_reported() throws IOException {
    Map<String, Integer> flights = new HashMap<>();
    Map<String, Integer> late = new HashMap<>();
    List<String> reported = events("flight-reported");
    List<String> airports = events("airport-status");
    for (int row = 0; row < reported.size(); row++) {
      JsonNode flight = JSON.readTree(reported.get(row));
      JsonNode airport = JSON.readTree(airports.get(row));
      String origin = flight.path("origin").asText();
      int delay = flight.path("delayMinutes").asInt();
      assertThat(airport.path("airport").asText()).isEqualTo(origin);
      assertThat(airport.path("flights").asInt()).isEqualTo(flights.merge(origin, 1, Integer::sum));
      assertThat(airport.path("lateFlights").asInt())
          .isEqualTo(late.merge(origin, delay >= 15 ? 1 : 0, Integer::sum));
      assertThat(airport.path("lastDelayMinutes").asInt()).isEqualTo(delay);
    }
    assertThat(flights).hasSize(AIRPORTS).containsEntry("ORD", 2707);
  }

  @Test
  void event_time_is_out_of_order_as_the_readme_says() throws IOException {
    Instant latest = Instant.MIN;
    Duration furthest = Duration.ZERO;
    int outOfOrder = 0;
    for (String line : events("flight-reported")) {
      Instant departed = Instant.parse(JSON.readTree(line).path("departedAt").asText());
      if (departed.isBefore(latest)) {
        outOfOrder++;
        Duration behind = Duration.between(departed, latest);
        furthest = behind.compareTo(furthest) > 0 ? behind : furthest;
      } else {
        latest = departed;
      }
    }
    assertThat(outOfOrder).isEqualTo(48_026);
    assertThat(furthest).isEqualTo(Duration.ofMinutes(1241));
  }

  @Test
  void it_is_found_as_a_tool() {
    assertThat(ServiceLoader.load(ToolProvider.class))
        .anyMatch(tool -> tool.name().equals("flights"));
  }

  @Test
  void misuse_is_told() {
    StringWriter err = new StringWriter();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    assertThat(new Flights().run(nowhere, new PrintWriter(err, true), "flights")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: flights ");
  }

  @Test
  void it_ends_when_nobody_reads_any_more() {
    AtomicInteger written = new AtomicInteger();
    Writer closedSoon =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            if (written.addAndGet(length) > 1000) {
              throw new IOException("closed");
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    PrintWriter out = new PrintWriter(closedSoon);
    PrintWriter err = new PrintWriter(Writer.nullWriter());
    assertThat(new Flights().run(out, err, "flight-reported")).isEqualTo(1);
    assertThat(written).hasValueLessThan(2000);
  }

  @Test
  void a_row_that_is_none_is_told() {
    assertThatThrownBy(() -> Flight.of("2001-01-01T00:03:00Z,late,1946,LAX,ATL"))
        .hasMessageContaining("but is 2001-01-01T00:03:00Z,late");
  }

  private static DeclaredCodec codec(String stream) throws IOException {
    return DeclaredCodec.of(SchemaDocument.parse(declaration(stream).path("schema")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"departures-per-hour", "average-delay", "rush"})
  void projections_read_fields_that_flights_have(String projection) throws IOException {
    JsonNode declared = declaration(projection);
    assertThat(declared.path("stream").asText()).isEqualTo("flight-reported");
    DeclaredCodec codec = codec("flight-reported");
    for (JsonNode aggregate : declared.path("aggregates")) {
      if (aggregate.has("field")) {
        assertThat(FieldPath.of(codec.schema(), aggregate.path("field").asText())).isNotNull();
      }
    }
  }

  private static JsonNode declaration(String stream) throws IOException {
    return JSON.readTree(said(stream, "--declaration"));
  }

  private static List<String> events(String stream) {
    return said(stream).lines().toList();
  }

  private static String said(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    assertThat(new Flights().run(new PrintWriter(out), err, arguments)).isZero();
    return out.toString();
  }
}
