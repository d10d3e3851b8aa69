package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.stream.PageRoom;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Pages of large events end before their limit, and the next goes on behind them. */
@TestInstance(Lifecycle.PER_CLASS)
final class LargePagesTest {

  private static final String DECLARATION =
      """
      {"kind": "unkeyed", "schema": {"type": "record", "name": "PageKept", "fields": [
        {"name": "number", "type": "int"}, {"name": "text", "type": "string"}]}}
      """;
  private static final int EVENTS = 12;
  private static final int EVENT_BYTES = 1_000_000;
  private static final int MOST = (int) (PageRoom.MOST_BYTES / EVENT_BYTES) + 1;

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader http;

  @BeforeAll
  void start() throws Exception {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new TallyModule(new Tally(false)))
                .settings(Map.of("sillok.persistence.partitions", "4")));
    http = new StreamReader(node);
    assertThat(http.put("/streams/page-kept", DECLARATION).status()).isEqualTo(201);
    for (int number = 0; number < EVENTS; number++) {
      Answer answer =
          http.post(
              "/streams/page-kept/events",
              "{\"number\": %d, \"text\": \"%s\"}".formatted(number, "x".repeat(EVENT_BYTES)));
      assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void pages_of_a_stream_end_early_and_say_that_there_is_more() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    String from = "start";
    JsonNode page;
    do {
      page = http.get("/streams/page-kept/events?limit=1000&from=" + from);
      assertThat(page.path("events").size()).isBetween(1, MOST);
      page.path("events").forEach(event -> numbers.add(event.at("/data/number").asInt()));
      from = page.path("next").asText();
    } while (page.path("more").asBoolean());

    assertAll(numbers);
    JsonNode behind = http.get("/streams/page-kept/events?from=" + from);
    assertThat(behind.path("events")).isEmpty();
    assertThat(behind.path("more").asBoolean()).isFalse();
  }

  @Test
  void a_page_with_as_many_events_as_were_asked_for_says_that_there_may_be_more() throws Exception {
    JsonNode page = http.get("/streams/page-kept/events?limit=1");

    assertThat(page.path("events")).hasSize(1);
    assertThat(page.path("more").asBoolean()).isTrue();
  }

  @Test
  void pages_of_a_consumer_end_early_and_next_commits_no_more_than_them() throws Exception {
    String consumer = "/streams/page-kept/consumers/c-1";
    http.put(consumer, "{\"from\": \"start\"}");
    List<Integer> numbers = new ArrayList<>();
    JsonNode page;
    do {
      page = http.get(consumer + "/events?limit=1000");
      assertThat(page.path("events").size()).isBetween(1, MOST);
      page.path("events").forEach(event -> numbers.add(event.at("/data/number").asInt()));
      http.put(
          consumer + "/position", "{\"position\": \"%s\"}".formatted(page.path("next").asText()));
    } while (page.path("more").asBoolean());

    assertAll(numbers);
  }

  @Test
  void pages_of_dead_letters_end_early() throws Exception {
    QueueClient jobs = new QueueClient(node, "page-kept");
    jobs.define("q-1", "{\"from\": \"start\"}");
    for (int left = EVENTS; left > 0; ) {
      List<String> receipts = jobs.receive("q-1", left).receipts();
      jobs.settle("q-1", "reject", receipts);
      left -= receipts.size();
    }

    assertAll(
        numbers(
            "/streams/page-kept/queues/q-1/dead-letters?limit=1000",
            "deadLetters",
            letter -> letter.at("/event/data/number").asInt()));
  }

  @Test
  void pages_of_parked_events_end_early() throws Exception {
    http.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
    for (int number = 0; number < EVENTS; number++) {
      http.post(
          "/streams/" + TallyModule.INPUT + "/events",
          "{\"name\": \"n-%d\", \"value\": 13, \"remark\": \"%s\"}"
              .formatted(number, "x".repeat(EVENT_BYTES)));
    }
    TestNodes.eventually(() -> parked() == EVENTS);

    assertAll(
        numbers(
            "/processors/totals/parked?limit=1000",
            "parked",
            event -> Integer.parseInt(event.at("/event/key").asText().substring(2))));
  }

  private int parked() {
    try {
      return http.get("/processors/totals").path("parked").asInt();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** The numbers of all pages behind each other. */
  private List<Integer> numbers(String path, String list, Function<JsonNode, Integer> number)
      throws Exception {
    List<Integer> numbers = new ArrayList<>();
    JsonNode next = null;
    do {
      JsonNode page = http.get(path + (next == null ? "" : "&after=" + next.asText()));
      assertThat(page.path(list).size()).isBetween(1, MOST);
      page.path(list).forEach(each -> numbers.add(number.apply(each)));
      next = page.path("next");
    } while (!next.isNull());
    return numbers;
  }

  private static void assertAll(List<Integer> numbers) {
    assertThat(numbers).hasSize(EVENTS).doesNotHaveDuplicates();
  }
}
