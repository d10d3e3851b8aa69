package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.QueueClient.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that cannot decide on events stands still, says so, and loses none of them. */
final class QueueStallTest {

  private static final String FILTER = "{\"from\":\"start\",\"filter\":\"%s\"}";
  private static final String MILK =
      ", {\"name\": \"milk\", \"type\": [\"null\", \"int\"], \"default\": null}";

  @TempDir private Path data;

  @Test
  void a_queue_whose_filter_has_no_answer_stands_still_across_restarts_until_it_has_one() {
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient cups = new QueueClient(node, "cup-filled");
      declare(cups, MILK);
      cups.define("all", FILTER.formatted("data.milk > 5"));
      append(cups, 0, 10);
      Answer refused = cups.receive("all", "{\"max\":50,\"wait\":\"PT1S\"}");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("queue-stalled");
      assertStalled(cups);
    }
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient cups = new QueueClient(node, "cup-filled");
      assertStalled(cups);
      cups.define("all", "{\"filter\":\"!has(data.milk) || data.milk > 5\"}");
      append(cups, 10, 20);
      assertThat(drain(cups, 20)).containsExactlyInAnyOrderElementsOf(numbers(20));
      JsonNode after = cups.describe("all").body();
      assertThat(after.path("lag").asInt()).isZero();
      assertThat(after.has("trouble")).isFalse();
    }
  }

  private static void assertStalled(QueueClient cups) {
    JsonNode standing = cups.describe("all").body();
    assertThat(standing.path("trouble").asText())
        .contains("Partition ")
        .contains("is held at offset ")
        .contains("filter has no answer");
    assertThat(standing.path("lag").asInt()).isGreaterThanOrEqualTo(10);
    assertThat(standing.path("deadLetters").asInt()).isZero();
    assertThat(standing.path("oldestUnacked").isNull()).isFalse();
    eventually(() -> cups.text("/health/ready").contains("\"trouble\":\"Partition "));
    eventually(() ->
        cups.text("/metrics")
            .matches(
                "(?s).*sillok_queue_stalled_partitions\\{queue=\"all\",stream=\"cup-filled\"} [1-9].*"));
  }

  @Test
  void an_event_on_which_the_filter_has_no_answer_holds_its_partition_until_the_filter_has_one() {
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient cups = new QueueClient(node, "cup-filled");
      declare(cups, MILK);
      cups.define("all", FILTER.formatted("data.milk > 5"));
      cups.post("/events", "[{\"who\":\"x\",\"ml\":0,\"milk\":9},{\"who\":\"x\",\"ml\":1}]");
      cups.post("/events", "[{\"who\":\"x\",\"ml\":2,\"milk\":9}]");
      eventually(() -> cups.describe("all").body().has("trouble"));
      assertThat(cups.describe("all").body().path("trouble").asText()).contains("has no answer");
      assertThat(drain(cups, 1)).as("what is before it").containsExactly("0");
      assertThat(cups.receive("all", "{\"wait\":\"PT0.5S\"}").code()).isEqualTo("queue-stalled");
      assertThat(cups.describe("all").body().path("lag").asInt()).isEqualTo(2);

      cups.define("all", "{\"filter\":\"!has(data.milk) || data.milk > 5\"}");

      assertThat(drain(cups, 2)).containsExactly("1", "2");
      assertThat(cups.describe("all").body().path("lag").asInt()).isZero();
    }
  }

  @Test
  void each_attempt_shows_an_event_by_the_present_definition() {
    try (SillokNode node = TestNodes.start(data)) {
      QueueClient cups = new QueueClient(node, "cup-filled");
      declare(cups, MILK);
      cups.define("all", "{\"from\":\"start\"}");
      cups.post("/events", "[{\"who\":\"x\",\"ml\":1,\"milk\":9}]");
      Answer first = cups.receive("all", 1);
      assertThat(first.body().at("/items/0/event/data").has("milk")).isTrue();
      declare(cups, "");
      cups.settle("all", "nack", first.receipts(), "\"delay\":\"PT0S\"");
      JsonNode second = cups.receive("all", 1).body().path("items").path(0);
      assertThat(second.path("attempt").asInt()).isEqualTo(2);
      assertThat(second.at("/event/data").toString()).isEqualTo("{\"who\":\"x\",\"ml\":1}");
      assertThat(second.at("/event/position").asText()).isNotEmpty();
    }
  }

  private static void declare(QueueClient cups, String more) {
    Answer declared =
        cups.put(
            "",
            """
            {"kind": "keyed", "key": "who", "schema": {
              "type": "record", "name": "CupFilled", "fields": [
                {"name": "who", "type": "string"}, {"name": "ml", "type": "int"}%s]}}\
            """
                .formatted(more));
    assertThat(declared.status()).as(declared.body().toString()).isIn(200, 201);
  }

  private static void append(QueueClient cups, int from, int to) {
    List<String> events =
        IntStream.range(from, to)
            .mapToObj(number -> "{\"who\":\"%d\",\"ml\":%d}".formatted(number % 10, number))
            .toList();
    assertThat(cups.post("/events", events.toString()).status()).isEqualTo(200);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** Acknowledges so many events; which these are. */
  private static List<String> drain(QueueClient cups, int count) {
    List<String> seen = new ArrayList<>();
    while (seen.size() < count) {
      Answer received = cups.receive("all", 50);
      assertThat(received.receipts()).as(received.body().toString()).isNotEmpty();
      seen.addAll(received.data("ml"));
      cups.settle("all", "ack", received.receipts());
    }
    return seen;
  }
}
