package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.DeclaredStreamsTest.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.StreamReader.Feed;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that come in over HTTP: each stands once, or is told why not. */
final class AppendTest {

  private static final String STREAM = "/streams/page-viewed";
  private static final String EVENTS = STREAM + "/events";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = "application/cloudevents+json";

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeEach
  void start() throws Exception {
    begin();
    streams.put(STREAM, PAGE_VIEWED.formatted(""));
  }

  private void begin() {
    node = TestNodes.start(data);
    streams = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_bare_event_is_appended_and_read_with_its_key_and_time() throws Exception {
    Answer answer = streams.post(EVENTS, viewed("p-1", ""));

    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    JsonNode result = answer.json().at("/results/0");
    assertThat(result.path("status").asText()).isEqualTo("appended");
    JsonNode event = streams.get(EVENTS).at("/events/0");
    assertThat(event.path("partition")).isEqualTo(result.path("partition"));
    assertThat(event.path("offset")).isEqualTo(result.path("offset"));
    assertThat(event.path("key").asText()).isEqualTo("p-1");
    assertThat(event.path("time").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(event.at("/data/seconds").asInt()).isEqualTo(7);
    assertThat(event.has("source")).isFalse();
    assertThat(event.has("sequenceNumber")).isFalse();
  }

  @Test
  void events_of_a_key_come_in_their_order_and_can_be_read_alone() throws Exception {
    String body =
        IntStream.range(0, 100)
            .mapToObj(number ->
                viewed("p-" + number % 7, "").replace("\"seconds\": 7", "\"seconds\": " + number))
            .collect(Collectors.joining(",", "[", "]"));

    Answer answer = streams.post(EVENTS, body);

    assertThat(answer.json().path("results")).hasSize(100);
    List<JsonNode> lines = streams.lines(EVENTS);
    assertThat(lines).hasSize(100);
    List<JsonNode> ofThree = streams.lines(EVENTS + "?key=p-3");
    assertThat(ofThree).extracting(event -> event.at("/data/seconds").asInt()).isSorted();
    assertThat(ofThree).hasSize(14).allMatch(event -> event.path("key").asText().equals("p-3"));
  }

  @ParameterizedTest
  @CsvSource({"binary", "structured", "batch", "bare"})
  void an_append_that_is_repeated_stands_once_and_gets_the_first_place(String mode)
      throws Exception {
    Answer first = send(mode, "e-1", 7);
    Answer again = send(mode, "e-1", 7);

    assertThat(first.json().at("/results/0/status").asText())
        .as(first.json().toString())
        .isEqualTo("appended");
    assertThat(again.json().at("/results/0/status").asText()).isEqualTo("duplicate");
    assertThat(again.json().at("/results/0/offset"))
        .isEqualTo(first.json().at("/results/0/offset"));
    assertThat(streams.lines(EVENTS)).hasSize(1);
    assertThat(streams.get(EVENTS).at("/events/0/id").asText()).isEqualTo("e-1");
  }

  @Test
  void a_repetition_is_known_after_a_restart() throws Exception {
    Answer first = send("structured", "e-1", 7);
    node.close();
    begin();

    Answer again = send("structured", "e-1", 7);

    assertThat(again.json().at("/results/0/status").asText()).isEqualTo("duplicate");
    assertThat(again.json().at("/results/0/offset"))
        .isEqualTo(first.json().at("/results/0/offset"));
    assertThat(send("structured", "e-2", 7).json().at("/results/0/status").asText())
        .isEqualTo("appended");
    assertThat(streams.lines(EVENTS)).hasSize(2);
  }

  @Test
  void an_id_is_of_one_event_for_ever() throws Exception {
    send("structured", "e-1", 7);

    Answer other = send("structured", "e-1", 8);

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().at("/errors/0/code").asText()).isEqualTo("id-reused");
    assertThat(streams.lines(EVENTS)).hasSize(1);
  }

  @Test
  void an_idempotency_key_is_of_the_same_event_alone_or_in_an_array() throws Exception {
    String[] key = {"Idempotency-Key", "\"k-1\""};
    Answer alone = streams.post(EVENTS, viewed("p-1", ""), key);
    Answer first = streams.post(EVENTS, "[%s]".formatted(viewed("p-1", "")), key);
    Answer more =
        streams.post(EVENTS, "[%s,%s]".formatted(viewed("p-1", ""), viewed("p-1", "")), key);

    assertThat(first.json().at("/results/0/status").asText()).isEqualTo("duplicate");
    assertThat(first.json().at("/results/0/offset"))
        .isEqualTo(alone.json().at("/results/0/offset"));
    assertThat(more.json().path("results").findValuesAsText("status"))
        .containsExactly("duplicate", "appended");
  }

  @Test
  void an_id_is_known_within_a_partition_so_another_key_makes_another_event() throws Exception {
    String other = cloudEvent("e-1", 7).replace("p-1", "p-2");
    Answer first = send("structured", "e-1", 7);
    Answer second = streams.post(EVENTS, other, "Content-Type", STRUCTURED);

    assertThat(second.json().at("/results/0/partition"))
        .isNotEqualTo(first.json().at("/results/0/partition"));
    assertThat(second.json().at("/results/0/status").asText()).isEqualTo("appended");
  }

  @Test
  void a_position_is_behind_the_events_of_its_request() throws Exception {
    Answer none = streams.post(EVENTS, "[]");
    Answer one = streams.post(EVENTS, viewed("p-1", ""));
    streams.post(EVENTS, viewed("p-1", ""));

    assertThat(none.status()).isEqualTo(200);
    String start = none.json().path("position").asText();
    String behind = one.json().path("position").asText();
    assertThat(streams.lines(EVENTS + "?from=" + start)).hasSize(2);
    assertThat(streams.lines(EVENTS + "?from=" + behind)).hasSize(1);
  }

  @Test
  void an_id_twice_in_a_batch_is_one_event() throws Exception {
    String event = cloudEvent("e-1", 7);
    Answer answer = streams.post(EVENTS, "[%s,%s]".formatted(event, event), "Content-Type", BATCH);
    assertThat(answer.json().path("results").findValuesAsText("status"))
        .containsExactly("appended", "duplicate");
    assertThat(answer.json().path("results").findValuesAsText("offset").stream().distinct())
        .hasSize(1);
  }

  @Test
  void a_partition_takes_all_of_a_batch_or_none_and_each_event_is_told() throws Exception {
    String wrong = viewed("p-1", "").replace("7", "\"seven\"");
    String body = "[%s,%s,%s]".formatted(viewed("p-1", ""), wrong, viewed("p-2", ""));

    Answer answer = streams.post(EVENTS, body);

    assertThat(answer.status()).isEqualTo(207);
    JsonNode results = answer.json().path("results");
    assertThat(results.findValuesAsText("status"))
        .containsExactly("withheld", "refused", "appended");
    assertThat(results.at("/0/because").asInt()).isEqualTo(1);
    assertThat(results.at("/1/errors/0/pointer").asText()).isEqualTo("/1/seconds");
    assertThat(streams.lines(EVENTS)).hasSize(1);
  }

  @Test
  void events_that_are_all_wrong_are_a_problem_that_says_where() throws Exception {
    Answer answer = streams.post(EVENTS, "[{\"productId\": \"p\"}, 7, null]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("code").asText()).isEqualTo("events-refused");
    assertThat(answer.json().path("errors").findValuesAsText("pointer"))
        .contains("/0/viewedAt", "/0/seconds", "/1", "/2");
    assertThat(streams.lines(EVENTS)).isEmpty();
  }

  @Test
  void what_is_appended_reaches_a_live_reader_and_reading_at_its_position() throws Exception {
    try (Feed feed = streams.listen(EVENTS)) {
      Answer answer = streams.post(EVENTS, viewed("p-1", ""));
      assertThat(feed.next().path("offset")).isEqualTo(answer.json().at("/results/0/offset"));
      String behind = answer.json().path("position").asText();
      assertThat(streams.get(EVENTS + "?from=" + behind).path("events")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"type\":\"page-viewed\",\"source\":\"s\",\"data\":{}} | 422 | invalid-cloudevent | /id",
        "application/cloudevents+json | {\"specversion\":\"0.3\",\"type\":\"page-viewed\",\"source\":\"s\",\"id\":\"1\"} | 422 | invalid-cloudevent | /specversion",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"type\":\"other\",\"source\":\"s\",\"id\":\"1\"} | 422 | invalid-cloudevent | /type",
        "application/cloudevents+json | {\"specversion\":\"1.0\",\"type\":\"page-viewed\",\"source\":\"s\",\"id\":\"1\",\"time\":\"noon\"} | 422 | invalid-cloudevent | /time",
        "application/cloudevents+json | [] | 400 | malformed-json | ",
        "application/cloudevents-batch+json | {} | 400 | malformed-json | ",
        "application/json | {\"productId\" | 400 | malformed-json | ",
        "text/plain | {} | 415 | unsupported-media-type | ",
        "application/json | {\"productId\":\"p\",\"viewedAt\":\"2026-01-31T12:00:00Z\",\"seconds\":1,\"more\":1} | 422 | events-refused | /more",
        "application/json | {\"productId\":\"\",\"viewedAt\":\"2026-01-31T12:00:00Z\",\"seconds\":1} | 422 | events-refused | ",
        "application/json | null | 422 | events-refused | ",
      })
  void what_cannot_be_an_event_is_refused_with_its_place(
      String type, String body, int status, String code, String pointer) throws Exception {
    Answer refused = streams.post(EVENTS, body, "Content-Type", type);

    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
    assertThat(refused.json().path("code").asText()).isEqualTo(code);
    if (pointer != null) {
      assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }
    assertThat(streams.lines(EVENTS)).isEmpty();
  }

  @Test
  void nothing_is_appended_to_what_is_no_declared_stream() throws Exception {
    assertThat(streams.post("/streams/nothing/events", "{}").json().path("code").asText())
        .isEqualTo("unknown-stream");
    Answer ofEntity = streams.post("/streams/account.deposited/events", "{}");
    assertThat(ofEntity.status()).isEqualTo(409);
    assertThat(ofEntity.json().path("code").asText()).isEqualTo("stream-of-entity-type");
  }

  @Test
  void a_null_removes_its_key_in_an_entity_stream_alone() throws Exception {
    streams.put("/streams/product-listed", PAGE_VIEWED.formatted("").replace("keyed", "entity"));
    streams.post("/streams/product-listed/events", viewed("p-1", ""));

    Answer removal = streams.post("/streams/product-listed/events?key=p-1", "null");

    assertThat(removal.status()).as(removal.json().toString()).isEqualTo(200);
    List<JsonNode> events = streams.lines("/streams/product-listed/events");
    assertThat(events.getLast().path("data").isNull()).isTrue();
    assertThat(events.getLast().path("key").asText()).isEqualTo("p-1");
  }

  @Test
  void unkeyed_events_spread_over_partitions_and_come_without_a_key() throws Exception {
    String unkeyed =
        PAGE_VIEWED.formatted("").replace("\"keyed\", \"key\": \"productId\"", "\"unkeyed\"");
    assertThat(streams.put("/streams/seen", unkeyed).status()).isEqualTo(201);
    Set<Integer> partitions = new HashSet<>();
    for (int number = 0; number < 20; number++) {
      Answer answer =
          streams.post(
              "/streams/seen/events",
              viewed("p", ""),
              "Idempotency-Key",
              "\"k-%d\"".formatted(number));
      partitions.add(answer.json().at("/results/0/partition").asInt());
    }
    assertThat(partitions).hasSizeGreaterThan(3);
    assertThat(streams.lines("/streams/seen/events")).hasSize(20).noneMatch(e -> e.has("key"));
  }

  @Test
  void a_filter_lets_some_through_in_every_way_of_reading() throws Exception {
    String body =
        IntStream.range(0, 30)
            .mapToObj(number ->
                viewed("p-" + number % 3, "").replace("\"seconds\": 7", "\"seconds\": " + number))
            .collect(Collectors.joining(",", "[", "]"));
    streams.post(EVENTS, body);
    String filter = "?from=start&filter=data.seconds%20%3E%2020%20%26%26%20key%20!%3D%20%27p-1%27";

    assertThat(streams.get(EVENTS + filter).path("events")).hasSize(6);
    assertThat(streams.lines(EVENTS + filter))
        .hasSize(6)
        .allMatch(event -> event.at("/data/seconds").asInt() > 20);
    try (Feed feed = streams.listen(EVENTS + filter)) {
      for (int number = 0; number < 6; number++) {
        assertThat(feed.next().path("key").asText()).isNotEqualTo("p-1");
      }
    }
  }

  @Test
  void a_filter_that_does_not_fit_is_refused_and_one_without_an_answer_says_for_which_event()
      throws Exception {
    String more = ",{\"name\": \"referrer\", \"type\": [\"null\", \"string\"], \"default\": null}";
    streams.put(STREAM, PAGE_VIEWED.formatted(more));
    streams.post(EVENTS, viewed("p-1", ""));

    JsonNode unknown = streams.get(EVENTS + "?filter=data.secs%20%3E%201");
    assertThat(unknown.path("code").asText()).isEqualTo("invalid-filter");
    assertThat(unknown.path("detail").asText()).contains("secs").contains("seconds");

    String unguarded = "?from=start&filter=data.referrer%20%3C%20%27m%27";
    assertThat(streams.get(EVENTS + unguarded).path("code").asText()).isEqualTo("filter-failed");
    assertThat(streams.lines(EVENTS + unguarded).getLast().at("/problem/detail").asText())
        .contains("offset 1");
  }

  private Answer send(String mode, String id, int seconds) throws Exception {
    String data = viewed("p-1", "").replace("\"seconds\": 7", "\"seconds\": " + seconds);
    return switch (mode) {
      case "binary" ->
          streams.post(
              EVENTS,
              data,
              "Content-Type",
              "application/json",
              "ce-specversion",
              "1.0",
              "ce-type",
              "page-viewed",
              "ce-source",
              "shop",
              "ce-id",
              id);
      case "structured" ->
          streams.post(EVENTS, cloudEvent(id, seconds), "Content-Type", STRUCTURED);
      case "batch" ->
          streams.post(EVENTS, "[%s]".formatted(cloudEvent(id, seconds)), "Content-Type", BATCH);
      default -> streams.post(EVENTS, data, "Idempotency-Key", "\"%s\"".formatted(id));
    };
  }

  private static String cloudEvent(String id, int seconds) {
    return """
    {"specversion": "1.0", "type": "page-viewed", "source": "shop", "id": "%s", "subject": "p-1",
     "data": {"productId": "p-1", "viewedAt": "2026-01-31T12:00:00Z", "seconds": %d}}
    """
        .formatted(id, seconds);
  }
}
