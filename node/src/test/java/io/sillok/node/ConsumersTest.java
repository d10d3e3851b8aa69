package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.DeclaredStreamsTest.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named consumers of a real node, over HTTP, without instances. */
@TestInstance(Lifecycle.PER_CLASS)
final class ConsumersTest {

  private static final int EVENTS = 60;

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeAll
  void start() throws Exception {
    node = TestNodes.start(data);
    streams = new StreamReader(node);
    declareWithEvents("page-viewed");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private void declareWithEvents(String stream) throws Exception {
    assertThat(streams.put("/streams/" + stream, PAGE_VIEWED.formatted("")).status())
        .isEqualTo(201);
    append(stream, EVENTS);
  }

  private void append(String stream, int events) throws Exception {
    String body =
        IntStream.range(0, events)
            .mapToObj(number -> viewed("p-" + number, ""))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(streams.post("/streams/" + stream + "/events", body).status()).isEqualTo(200);
  }

  private static String consumer(String name) {
    return "/streams/page-viewed/consumers/" + name;
  }

  @Test
  void a_consumer_is_created_once_and_described() throws Exception {
    Answer created = streams.put(consumer("described"), "{\"from\": \"start\"}");
    Answer again = streams.put(consumer("described"), "{\"from\": \"end\"}");

    assertThat(created.status()).as(created.json().toString()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    JsonNode found = streams.get(consumer("described"));
    assertThat(found).isEqualTo(created.json()).isEqualTo(again.json());
    assertThat(found.path("name").asText()).isEqualTo("described");
    assertThat(found.path("stream").asText()).isEqualTo("page-viewed");
    assertThat(found.path("filter").isNull()).isTrue();
    assertThat(found.path("generation").asLong()).isEqualTo(1);
    assertThat(found.path("lag").asLong()).isEqualTo(EVENTS);
    assertThat(found.path("instances")).isEmpty();
    assertThat(found.path("partitions")).hasSize(32);
    long lags = 0;
    for (JsonNode partition : found.path("partitions")) {
      assertThat(partition.path("committed").asLong()).isZero();
      assertThat(partition.path("instance").isNull()).isTrue();
      lags += partition.path("lag").asLong();
    }
    assertThat(lags).isEqualTo(EVENTS);
  }

  @Test
  void consumers_of_a_stream_are_listed_without_those_of_others() throws Exception {
    declareWithEvents("listed");
    declareWithEvents("listed-more");
    streams.put("/streams/listed/consumers/one", "");
    streams.put("/streams/listed/consumers/two", "");
    streams.put("/streams/listed/consumers/three", "");
    streams.put("/streams/listed-more/consumers/other", "");
    assertThat(streams.send("DELETE", "/streams/listed/consumers/two", "").status()).isEqualTo(204);

    JsonNode list = streams.get("/streams/listed/consumers").path("consumers");

    assertThat(list.findValuesAsText("name")).containsExactly("one", "three");
    assertThat(list.get(0)).isEqualTo(streams.get("/streams/listed/consumers/one"));
  }

  @Test
  void a_consumer_that_is_not_told_where_begins_at_the_end() throws Exception {
    declareWithEvents("from-the-end");
    String path = "/streams/from-the-end/consumers/late";
    assertThat(streams.put(path, "").json().path("lag").asLong()).isZero();
    append("from-the-end", 3);
    assertThat(streams.get(path).path("lag").asLong()).isEqualTo(3);
    assertThat(streams.lines(path + "/events")).hasSize(3);
    Answer byTime = streams.put(path + "-by-time", "{\"from\": \"1970-01-01T00:00:00Z\"}");
    assertThat(byTime.json().path("lag").asLong()).isEqualTo(EVENTS + 3);
  }

  @Test
  void without_an_instance_it_is_read_by_page_and_line_by_line_until_it_commits() throws Exception {
    streams.put(consumer("paging"), "{\"from\": \"start\"}");
    String events = consumer("paging") + "/events";
    List<JsonNode> lines = streams.lines(events);
    assertThat(lines).hasSize(EVENTS);
    assertThat(streams.lines(events + "?limit=7")).isEqualTo(lines.subList(0, 7));

    List<JsonNode> read = new ArrayList<>();
    JsonNode page = streams.get(events + "?limit=25");
    assertThat(streams.get(events + "?limit=25")).as("nothing was committed").isEqualTo(page);
    while (!page.path("events").isEmpty()) {
      page.path("events").forEach(read::add);
      JsonNode committed = commit("paging", page.path("next").asText()).json();
      assertThat(committed.path("lag").asLong()).isEqualTo(EVENTS - read.size());
      page = streams.get(events + "?limit=25");
    }

    assertThat(read)
        .extracting(ConsumersTest::place)
        .containsExactlyInAnyOrderElementsOf(lines.stream().map(ConsumersTest::place).toList());
    assertThat(streams.get(consumer("paging")).path("lag").asLong()).isZero();
  }

  @Test
  void the_position_of_an_event_commits_it_and_all_before_it() throws Exception {
    streams.put(consumer("stepping"), "{\"from\": \"start\"}");
    List<JsonNode> lines = streams.lines(consumer("stepping") + "/events");
    String tenth = lines.get(9).path("position").asText();

    Answer committed = commit("stepping", tenth);
    assertThat(committed.status()).isEqualTo(200);
    assertThat(committed.json().path("lag").asLong()).isEqualTo(EVENTS - 10);
    assertThat(streams.lines(consumer("stepping") + "/events")).hasSize(EVENTS - 10);

    commit("stepping", lines.get(3).path("position").asText());
    assertThat(streams.get(consumer("stepping")).path("position"))
        .as("a commit never goes back")
        .isEqualTo(committed.json().path("position"));
  }

  @Test
  void a_reset_is_tried_first_and_makes_earlier_positions_worthless() throws Exception {
    declareWithEvents("resetting");
    String path = "/streams/resetting/consumers/one";
    streams.put(path, "{\"from\": \"start\"}");
    List<JsonNode> lines = streams.lines(path + "/events");
    streams.put(path + "/position", position(lines.get(39)));
    JsonNode before = streams.get(path);

    JsonNode tried = streams.post(path + "/reset", "{\"to\":\"start\",\"dryRun\":true}").json();
    assertThat(tried.path("again").asLong()).isEqualTo(40);
    assertThat(tried.path("skipped").asLong()).isZero();
    assertThat(tried.path("dryRun").asBoolean()).isTrue();
    assertThat(streams.get(path)).isEqualTo(before);
    tried = streams.post(path + "/reset", "{\"to\":\"end\",\"dryRun\":true}").json();
    assertThat(tried.path("again").asLong()).isZero();
    assertThat(tried.path("skipped").asLong()).isEqualTo(EVENTS - 40);

    Answer reset = streams.post(path + "/reset", "{\"to\":\"start\"}");
    assertThat(reset.status()).isEqualTo(200);
    assertThat(reset.json().path("dryRun").asBoolean()).isFalse();
    assertThat(reset.json().path("from")).isEqualTo(before.path("position"));
    JsonNode after = streams.get(path);
    assertThat(after.path("position")).isEqualTo(reset.json().path("to"));
    assertThat(after.path("generation").asLong()).isEqualTo(2);
    assertThat(after.path("lag").asLong()).isEqualTo(EVENTS);

    Answer stale = streams.put(path + "/position", position(lines.get(50)));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("code").asText()).isEqualTo("consumer-reset");
    assertThat(streams.get(path)).isEqualTo(after);
  }

  @Test
  void what_it_keeps_survives_a_restart(@TempDir Path other) throws Exception {
    SillokNode first = TestNodes.start(other);
    StreamReader before = new StreamReader(first);
    before.put("/streams/kept", PAGE_VIEWED.formatted(""));
    before.post("/streams/kept/events", "[%s,%s]".formatted(viewed("a", ""), viewed("b", "")));
    before.put("/streams/kept/consumers/one", "{\"from\": \"start\"}");
    List<JsonNode> lines = before.lines("/streams/kept/consumers/one/events");
    before.put("/streams/kept/consumers/one/position", position(lines.getFirst()));
    first.close();

    try (SillokNode second = TestNodes.start(other)) {
      assertThat(new StreamReader(second).lines("/streams/kept/consumers/one/events"))
          .extracting(ConsumersTest::place)
          .containsExactly(place(lines.getLast()));
    }
  }

  @Test
  void a_filter_selects_what_is_handed_out_and_what_counts() throws Exception {
    String filter = "{\"from\": \"start\", \"filter\": \"key.startsWith('p-1')\"}";
    Answer created = streams.put(consumer("choosy"), filter);
    assertThat(created.status()).as(created.json().toString()).isEqualTo(201);
    assertThat(created.json().path("filter").asText()).isEqualTo("key.startsWith('p-1')");
    assertThat(created.json().path("lag").asLong()).isEqualTo(11);

    JsonNode page = streams.get(consumer("choosy") + "/events");
    assertThat(page.path("events")).hasSize(11);
    assertThat(page.path("events").findValuesAsText("key")).allMatch(key -> key.startsWith("p-1"));
    assertThat(streams.lines(consumer("choosy") + "/events")).hasSize(11);
    assertThat(commit("choosy", page.path("next").asText()).json().path("lag").asLong()).isZero();

    assertThat(streams.put(consumer("choosy"), "").status()).isEqualTo(200);
    Answer other = streams.put(consumer("choosy"), "{\"filter\": \"key == 'p-1'\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().path("code").asText()).isEqualTo("consumer-differs");
    JsonNode reset =
        streams.post(consumer("choosy") + "/reset", "{\"to\":\"start\",\"dryRun\":true}").json();
    assertThat(reset.path("again").asLong()).isEqualTo(11);
  }

  @Test
  void of_an_entity_types_stream_only_its_own_events_count() throws Exception {
    for (int number = 1; number <= 10; number++) {
      TestNodes.execute(node, "counted" + number, TestNodes.command(new Deposit(number)));
      TestNodes.execute(node, "counted" + number, TestNodes.command(new PayOut(1)));
    }
    String path = "/streams/account.deposited/consumers/auditor";
    assertThat(streams.put(path, "{\"from\": \"start\"}").json().path("lag").asInt()).isEqualTo(10);
    List<JsonNode> lines = streams.lines(path + "/events");
    assertThat(lines).hasSize(10);
    assertThat(lines.getFirst().has("sequenceNumber")).isTrue();
    streams.put(path + "/position", position(lines.getLast()));
    assertThat(streams.get(path).path("lag").asInt()).isZero();
  }

  @Test
  void lags_are_told_as_metrics() throws Exception {
    streams.put(consumer("measured"), "{\"from\": \"start\"}");
    String sample = "sillok_consumer_lag{consumer=\"measured\",stream=\"page-viewed\"} ";
    TestNodes.eventually(() -> metrics().contains(sample + EVENTS + ".0\n"));
    streams.send("DELETE", consumer("measured"), "");
    TestNodes.eventually(() -> !metrics().contains(sample));
  }

  private String metrics() {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(node.address().getPort()));
    try (InputStream answer = uri.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void a_retired_stream_has_no_new_consumers_and_those_it_has_go_on() throws Exception {
    declareWithEvents("retiring");
    String path = "/streams/retiring/consumers/";
    streams.put(path + "old", "{\"from\": \"start\"}");
    streams.send("DELETE", "/streams/retiring", "");

    Answer refused = streams.put(path + "new", "");
    assertThat(refused.status()).isEqualTo(410);
    assertThat(refused.json().path("code").asText()).isEqualTo("stream-retired");
    assertThat(streams.put(path + "old", "").status()).isEqualTo(200);
    List<JsonNode> lines = streams.lines(path + "old/events");
    assertThat(lines).hasSize(EVENTS);
    assertThat(streams.put(path + "old/position", position(lines.getLast())).status())
        .isEqualTo(200);
  }

  @Test
  void one_that_was_deleted_is_unknown_and_can_be_created_anew() throws Exception {
    streams.put(consumer("brief"), "{\"from\": \"start\"}");
    String stale =
        streams.lines(consumer("brief") + "/events").getFirst().path("position").asText();
    assertThat(streams.send("DELETE", consumer("brief"), "").status()).isEqualTo(204);
    assertThat(streams.send("DELETE", consumer("brief"), "").json().path("code").asText())
        .isEqualTo("unknown-consumer");
    assertThat(streams.get(consumer("brief")).path("status").asInt()).isEqualTo(404);

    assertThat(streams.put(consumer("brief"), "{\"from\": \"start\"}").status()).isEqualTo(201);
    assertThat(commit("brief", stale).json().path("code").asText()).isEqualTo("consumer-reset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /streams/page-viewed/consumers/Wrong | {} | 400 | invalid-name",
        "PUT | /streams/page-viewed/consumers/a_b | {} | 400 | invalid-name",
        "PUT | /streams/nobody/consumers/one | {} | 404 | unknown-stream",
        "PUT | /streams/page-viewed/consumers/one | {\"from\":\"yesterday\"} | 400 | invalid-position",
        "PUT | /streams/page-viewed/consumers/one | {\"form\":\"start\"} | 422 | invalid-body",
        "PUT | /streams/page-viewed/consumers/one | {\"from\":7} | 422 | invalid-body",
        "PUT | /streams/page-viewed/consumers/one | {\"from\" | 400 | malformed-json",
        "PUT | /streams/page-viewed/consumers/one | {\"filter\":\"data.secs > 1\"} | 400 | invalid-filter",
        "GET | /streams/page-viewed/consumers/nobody | | 404 | unknown-consumer",
        "GET | /streams/page-viewed/consumers/nobody/events | | 404 | unknown-consumer",
        "GET | /streams/nobody/consumers | | 404 | unknown-stream",
        "GET | /streams/page-viewed/consumers/nobody/events?limit=0 | | 400 | invalid-parameter",
        "GET | /streams/page-viewed/consumers/nobody/events?instance=a%2Fb | | 400 | invalid-parameter",
        "DELETE | /streams/page-viewed/consumers/nobody | | 404 | unknown-consumer",
        "POST | /streams/page-viewed/consumers/nobody/reset | {\"to\":\"end\"} | 404 | unknown-consumer",
        "POST | /streams/page-viewed/consumers/nobody/reset | {\"to\":\"end\",\"dryRun\":true} | 404 | unknown-consumer",
        "POST | /streams/page-viewed/consumers/nobody/reset | {} | 422 | invalid-body",
        "POST | /streams/page-viewed/consumers/nobody/reset | {\"to\":\"never\"} | 400 | invalid-position",
        "PUT | /streams/page-viewed/consumers/nobody/position | {\"position\":\"x.1\"} | 400 | invalid-position",
        "PUT | /streams/page-viewed/consumers/nobody/position | {} | 422 | invalid-body",
      })
  void what_cannot_be_is_refused(String method, String path, String body, int status, String code)
      throws Exception {
    Answer refused =
        body == null ? streams.send(method, path, "") : streams.send(method, path, body);

    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
    assertThat(refused.json().path("code").asText()).isEqualTo(code);
    assertThat(refused.json().path("detail").asText()).isNotBlank();
  }

  @Test
  void positions_of_others_are_refused() throws Exception {
    declareWithEvents("elsewhere");
    streams.put("/streams/elsewhere/consumers/one", "{\"from\": \"start\"}");
    streams.put(consumer("strict"), "{\"from\": \"start\"}");
    String foreign = streams.get("/streams/elsewhere/consumers/one").path("position").asText();
    JsonNode ofStream = streams.get("/streams/page-viewed/events?limit=1").at("/events/0");
    String later =
        streams
            .lines(consumer("strict") + "/events")
            .getFirst()
            .path("position")
            .asText()
            .replaceAll("\\.1$", ".2");

    for (String position : List.of(foreign, ofStream.path("position").asText(), later)) {
      Answer refused = commit("strict", position);
      assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
      assertThat(refused.json().path("code").asText()).isEqualTo("invalid-position");
    }
    assertThat(streams.get(consumer("strict")).path("lag").asLong()).isEqualTo(EVENTS);
  }

  private Answer commit(String consumer, String position) throws Exception {
    return streams.put(
        consumer(consumer) + "/position", "{\"position\": \"%s\"}".formatted(position));
  }

  private static String position(JsonNode event) {
    return "{\"position\": \"%s\"}".formatted(event.path("position").asText());
  }

  private static String place(JsonNode event) {
    return event.path("partition") + "/" + event.path("offset");
  }
}
