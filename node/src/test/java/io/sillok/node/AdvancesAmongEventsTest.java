package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads or writes a stream passes the advances of event time that stand among events. */
final class AdvancesAmongEventsTest {

  private static final int EVENTS = 10;
  private static final int ADVANCES = 20;
  private static final String STREAM = "/streams/stock-counted";
  private static final String DECLARATION =
      """
      {"kind": "entity", "key": "productId", "schema": {"type": "record", "name": "StockCounted",
       "fields": [{"name": "productId", "type": "string"}, {"name": "pieces", "type": "int"}]}}
      """;

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;
  private Instant time = Instant.parse("2999-01-01T00:00:00Z");

  @BeforeEach
  void start() {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new TallyModule(new Tally(false)))
                .settings(Map.of("sillok.persistence.partitions", "2")));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void every_way_of_reading_gives_all_events_and_ends() throws Exception {
    http.put(STREAM, DECLARATION);
    fill(0, EVENTS / 2);
    Instant middle = Instant.now();
    fill(EVENTS / 2, EVENTS);

    assertThat(pieces(http.lines(STREAM + "/events"))).isEqualTo(all());
    assertThat(pieces(pages())).isEqualTo(all());
    assertThat(pieces(http.lines(STREAM + "/events?from=" + middle)))
        .isEqualTo(IntStream.range(EVENTS / 2, EVENTS).boxed().toList());
    assertConsumed();
    assertQueued();
    assertThat(http.get(STREAM + "/table/p-0").at("/value/pieces").asInt()).isEqualTo(8);
    JsonNode verified = http.post(STREAM + "/table/verify", "").json();
    assertThat(verified.path("equal").asBoolean()).as(verified.toString()).isTrue();
  }

  @Test
  void whoever_writes_goes_on_behind_them_after_a_restart_too() throws Exception {
    http.put(STREAM, DECLARATION);
    fill(0, EVENTS);
    String end = http.get(STREAM + "/events?from=end&limit=1").path("next").asText();
    stop();
    start();

    assertThat(append(3).json().at("/results/0/status").asText()).isEqualTo("duplicate");
    try (Feed feed = http.listen(STREAM + "/events?from=" + end)) {
      move();
      append(EVENTS);
      move();
      append(EVENTS + 1);
      assertThat(feed.next().at("/data/pieces").asInt()).isEqualTo(EVENTS);
      assertThat(feed.next().at("/data/pieces").asInt()).isEqualTo(EVENTS + 1);
    }
    assertThat(http.lines(STREAM + "/events")).hasSize(EVENTS + 2);
  }

  @Test
  void a_processor_passes_them_and_is_behind_nothing() throws Exception {
    String input = "/streams/" + TallyModule.INPUT;
    http.put(input, TallyModule.DECLARATION);
    for (int number = 1; number <= EVENTS; number++) {
      http.post(input + "/events", "{\"name\": \"a\", \"value\": %d}".formatted(number * 2));
      move(input);
    }
    eventually(() -> read("/streams/total-changed/events").size() == EVENTS);
    eventually(() -> lag() == 0);
    assertThat(read("/streams/total-changed/events").getLast().at("/data/total").asInt())
        .isEqualTo(EVENTS * (EVENTS + 1));
  }

  private int lag() {
    try {
      return http.get("/processors/totals").path("lag").asInt(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> read(String path) {
    try {
      return http.lines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertConsumed() throws Exception {
    String consumer = STREAM + "/consumers/counter";
    assertThat(http.put(consumer, "{\"from\": \"start\"}").json().path("lag").asInt())
        .isEqualTo(EVENTS);
    JsonNode page = http.get(consumer + "/events?limit=100");
    assertThat(page.path("events")).hasSize(EVENTS);
    Answer committed =
        http.put(
            consumer + "/position", "{\"position\": \"%s\"}".formatted(page.path("next").asText()));
    assertThat(committed.json().path("lag").asInt(-1)).isZero();
    move();
    assertThat(http.get(consumer).path("lag").asInt(-1)).as("advances are no events").isZero();
  }

  private void assertQueued() throws Exception {
    String queue = STREAM + "/queues/work";
    http.put(queue, "{\"from\": \"start\"}");
    List<String> receipts = new ArrayList<>();
    while (receipts.size() < EVENTS) {
      JsonNode items = http.post(queue + "/receive", "{\"max\": 100, \"wait\": \"PT10S\"}").json();
      assertThat(items.path("items")).isNotEmpty();
      items
          .path("items")
          .forEach(item -> receipts.add("\"" + item.path("receipt").asText() + "\""));
    }
    http.post(queue + "/ack", "{\"receipts\": %s}".formatted(receipts));
    eventually(() -> standing(queue, "lag") == 0 && standing(queue, "leased") == 0);
  }

  private int standing(String queue, String field) {
    try {
      return http.get(queue).path(field).asInt(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JsonNode> pages() throws Exception {
    List<JsonNode> events = new ArrayList<>();
    String from = "start";
    int found;
    do {
      JsonNode page = http.get(STREAM + "/events?limit=3&from=" + from);
      page.path("events").forEach(events::add);
      found = page.path("events").size();
      from = page.path("next").asText();
    } while (found > 0);
    return events;
  }

  private static List<Integer> pieces(List<JsonNode> events) {
    return events.stream().map(event -> event.at("/data/pieces").asInt()).sorted().toList();
  }

  private static List<Integer> all() {
    return IntStream.range(0, EVENTS).boxed().toList();
  }

  private void fill(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      assertThat(append(number).status()).isEqualTo(200);
      for (int advance = 0; advance < ADVANCES; advance++) {
        move();
      }
    }
  }

  private Answer append(int number) throws Exception {
    return http.post(
        STREAM + "/events",
        "{\"productId\": \"p-%d\", \"pieces\": %d}".formatted(number % 4, number),
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "\"k-%d\"".formatted(number));
  }

  private void move() throws Exception {
    move(STREAM);
  }

  private void move(String stream) throws Exception {
    time = time.plusSeconds(1);
    Answer moved = http.post(stream + "/time", "{\"advanceTo\": \"%s\"}".formatted(time));
    assertThat(moved.json().at("/partitions/advanced").asInt())
        .as(moved.json().toString())
        .isEqualTo(2);
  }
}
