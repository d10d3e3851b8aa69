package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that are declared over HTTP: what they may be, and what becomes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeclaredStreamsTest {

  static final String PAGE_VIEWED =
      """
      {"kind": "keyed", "key": "productId", "eventTime": "viewedAt",
       "schema": {"type": "record", "name": "PageViewed", "fields": [
         {"name": "productId", "type": "string"},
         {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
         {"name": "seconds", "type": "int"}%s]}}
      """;

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeAll
  void start() {
    node = TestNodes.start(data);
    streams = new StreamReader(node);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void a_stream_is_declared_once_and_described() throws Exception {
    Answer created = streams.put("/streams/first-seen", PAGE_VIEWED.formatted(""));
    assertThat(created.status()).isEqualTo(201);
    assertThat(streams.put("/streams/first-seen", PAGE_VIEWED.formatted("")).status())
        .isEqualTo(200);

    JsonNode stream = streams.get("/streams/first-seen");
    assertThat(stream).isEqualTo(created.json());
    assertThat(stream.path("kind").asText()).isEqualTo("keyed");
    assertThat(stream.path("declaredBy").asText()).isEqualTo("http");
    assertThat(stream.path("key").asText()).isEqualTo("productId");
    assertThat(stream.path("eventTime").asText()).isEqualTo("viewedAt");
    assertThat(stream.path("version").asInt()).isEqualTo(1);
    assertThat(stream.at("/jsonSchema/properties/seconds/type").asText()).isEqualTo("integer");
    assertThat(streams.get("/streams").path("streams").findValuesAsText("name"))
        .contains("first-seen", "account.deposited")
        .isSorted();
    assertThat(streams.get("/schemas/first-seen").path("versions")).hasSize(1);
  }

  @Test
  void a_live_stream_keeps_how_far_ahead_its_events_may_be_for_windows_go_by_it() throws Exception {
    Answer live = streams.put("/streams/lively", live("{\"delay\": \"PT5S\"}"));
    assertThat(live.status()).isEqualTo(201);
    assertThat(live.json().at("/clock/live/delay").asText()).isEqualTo("PT5S");
    assertThat(live.json().at("/clock/live/mostAhead").asText()).isEqualTo("PT1H");

    String slower = live("{\"delay\": \"PT30S\", \"mostAhead\": \"PT1H\"}");
    assertThat(streams.put("/streams/lively", slower).status()).isEqualTo(200);
    assertThat(streams.get("/streams/lively").at("/clock/live/delay").asText()).isEqualTo("PT30S");

    for (String other :
        List.of(
            live("{\"delay\": \"PT5S\", \"mostAhead\": \"PT1M\"}"), PAGE_VIEWED.formatted(""))) {
      Answer refused = streams.put("/streams/lively", other);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("code").asText()).isEqualTo("stream-differs");
      assertThat(refused.json().at("/errors/0/pointer").asText())
          .isEqualTo("/clock/live/mostAhead");
    }
    assertThat(streams.get("/streams/lively").at("/clock/live/mostAhead").asText())
        .isEqualTo("PT1H");
  }

  private static String live(String clock) {
    return PAGE_VIEWED
        .formatted("")
        .replace("{\"kind\"", "{\"clock\": {\"live\": %s}, \"kind\"".formatted(clock));
  }

  @Test
  void its_definition_grows_by_what_may_be_absent_and_old_events_are_read_through_it()
      throws Exception {
    streams.put("/streams/grown", PAGE_VIEWED.formatted(""));
    append("grown", viewed("p-1", ""));
    String more = ",{\"name\": \"referrer\", \"type\": [\"null\", \"string\"], \"default\": null}";

    Answer second = streams.put("/streams/grown", PAGE_VIEWED.formatted(more));
    append("grown", viewed("p-1", ", \"referrer\": \"search\""));

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("version").asInt()).isEqualTo(2);
    assertThat(events("grown"))
        .extracting(event -> event.at("/data/referrer").asText(null))
        .containsExactly(null, "search");
    assertThat(streams.get("/schemas/grown").path("versions")).hasSize(2);
  }

  @Test
  void an_incompatible_definition_is_refused_with_the_reason_and_changes_nothing()
      throws Exception {
    streams.put("/streams/kept", PAGE_VIEWED.formatted(""));
    String must = ",{\"name\": \"country\", \"type\": \"string\"}";

    Answer refused = streams.put("/streams/kept", PAGE_VIEWED.formatted(must));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("schema-incompatible");
    assertThat(refused.json().at("/errors/0/message").asText()).contains("country");
    assertThat(refused.json().at("/errors/0/pointer").asText()).startsWith("/schema/");
    assertThat(streams.get("/streams/kept").path("version").asInt()).isEqualTo(1);
  }

  @Test
  void a_dry_run_says_what_would_become_of_it_and_does_nothing() throws Exception {
    Answer dry = streams.put("/streams/never-there?dryRun=true", PAGE_VIEWED.formatted(""));
    assertThat(dry.status()).isEqualTo(200);
    assertThat(streams.get("/streams/never-there").path("code").asText())
        .isEqualTo("unknown-stream");
  }

  @Test
  void a_retired_stream_takes_nothing_keeps_what_it_has_and_can_come_back() throws Exception {
    streams.put("/streams/season", PAGE_VIEWED.formatted(""));
    append("season", viewed("p-1", ""));

    assertThat(streams.send("DELETE", "/streams/season", "").status()).isEqualTo(204);

    Answer refused = streams.post("/streams/season/events", viewed("p-1", ""));
    assertThat(refused.status()).isEqualTo(410);
    assertThat(refused.json().path("code").asText()).isEqualTo("stream-retired");
    assertThat(streams.get("/streams/season").path("retired").asBoolean()).isTrue();
    assertThat(events("season")).hasSize(1);
    streams.put("/streams/season", PAGE_VIEWED.formatted(""));
    append("season", viewed("p-2", ""));
    assertThat(events("season")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Page_Viewed | {\"kind\":\"keyed\",\"schema\":SCHEMA} | 400 | invalid-name | ",
        "cart.gone | {\"kind\":\"keyed\",\"schema\":SCHEMA} | 400 | invalid-name | ",
        "a | [] | 422 | invalid-declaration | ''",
        "a | '' | 422 | invalid-declaration | /kind",
        "a | 3 | 422 | invalid-declaration | ''",
        "a | {\"kind\":\"keyed\",\"kind\":\"unkeyed\",\"schema\":SCHEMA} | 400 | malformed-json | ",
        "a | {\"kind\":\"keyed\",\"schema\":[SCHEMA]} | 422 | event-design | /schema",
        "a | {\"kind\":\"keyed\",\"schema\":\"string\"} | 422 | event-design | /schema",
        "a | {\"kind\":\"keyed\",\"schema\":{\"type\":\"record\",\"name\":\"Seen\",\"fields\":[]}} | 422 | event-design | /schema",
        "a | {\"kind\":\"keyed\",\"schema\":{\"type\":\"record\",\"name\":\"Seen\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}],\"sillok.compatibility\":\"some\"}} | 422 | invalid-declaration | /schema/sillok.compatibility",
        "a | {\"kind\":\"some\",\"schema\":{}} | 422 | invalid-declaration | /kind",
        "a | {\"kind\":\"keyed\"} | 422 | invalid-declaration | /schema",
        "a | {\"kind\":\"keyed\",\"schema\":{\"type\":\"wat\"}} | 422 | invalid-declaration | /schema/type",
        "a | {\"kind\":\"keyed\",\"key\":\"id\",\"eventTime\":\"at\",\"schema\":{\"type\":\"record\",\"name\":\"Seen\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"wat\"}}]}} | 422 | invalid-declaration | /schema/fields/1/type",
        "a | {\"kind\":\"keyed\",\"schema\":{},\"keys\":1} | 422 | invalid-declaration | /keys",
        "a | {\"kind\":\"unkeyed\",\"key\":\"id\",\"schema\":SCHEMA} | 422 | invalid-declaration | /key",
        "a | {\"kind\":\"keyed\",\"key\":\"nope\",\"schema\":SCHEMA} | 422 | invalid-declaration | /key",
        "a | {\"kind\":\"keyed\",\"eventTime\":\"id\",\"schema\":SCHEMA} | 422 | invalid-declaration | /eventTime",
        "a | {\"kind\":\"keyed\",\"retention\":\"P1M\",\"schema\":SCHEMA} | 422 | invalid-declaration | /retention",
        "a | {\"kind\":\"keyed\",\"clock\":\"live\",\"schema\":SCHEMA} | 422 | invalid-declaration | /clock",
        "a | {\"kind\":\"keyed\",\"clock\":{},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live",
        "a | {\"kind\":\"keyed\",\"clock\":{\"live\":{}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live/delay",
        "a | {\"kind\":\"keyed\",\"clock\":{\"live\":{\"delay\":\"-PT1S\"}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live/delay",
        "a | {\"kind\":\"keyed\",\"clock\":{\"live\":{\"delay\":5}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live/delay",
        "a | {\"kind\":\"keyed\",\"clock\":{\"live\":{\"delay\":\"PT1S\",\"mostAhead\":\"soon\"}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live/mostAhead",
        "a | {\"kind\":\"keyed\",\"clock\":{\"live\":{\"delay\":\"PT1S\",\"ahead\":\"PT1S\"}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/live/ahead",
        "a | {\"kind\":\"keyed\",\"clock\":{\"dead\":{}},\"schema\":SCHEMA} | 422 | invalid-declaration | /clock/dead",
        "a | {\"kind\":\"keyed\",\"schema\":PRICED} | 422 | event-design | /schema/fields/1",
      })
  void a_declaration_that_cannot_be_is_refused_with_its_place(
      String stream, String body, int status, String code, String pointer) throws Exception {
    String schema =
        "{\"type\":\"record\",\"name\":\"Seen\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}]}";
    String priced = schema.replace("\"count\",\"type\":\"int\"", "\"price\",\"type\":\"double\"");

    Answer refused =
        streams.put("/streams/" + stream, body.replace("SCHEMA", schema).replace("PRICED", priced));

    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(status);
    assertThat(refused.json().path("code").asText()).isEqualTo(code);
    if (pointer != null) {
      assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    }
  }

  @Test
  void all_that_is_wrong_is_told_at_once() throws Exception {
    streams.put("/streams/all-wrong", PAGE_VIEWED.formatted(""));
    String wrong =
        PAGE_VIEWED
            .formatted(",{\"name\":\"price\",\"type\":\"double\"}")
            .replace("\"keyed\"", "\"entity\"")
            .replace("\"viewedAt\",\n", "\"nowhere\",\n");

    Answer refused = streams.put("/streams/all-wrong", wrong);

    assertThat(refused.json().path("errors").findValuesAsText("code"))
        .contains(
            "invalid-declaration", "no-floating-money", "stream-differs", "schema-incompatible");
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .contains("/eventTime", "/kind", "/schema/fields/3");
  }

  @Test
  void nothing_of_the_parser_is_told_of_a_body_that_is_no_json() throws Exception {
    Answer refused = streams.put("/streams/broken-off", "{");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asText()).isEqualTo("malformed-json");
    assertThat(refused.json().path("detail").asText())
        .contains("end-of-input")
        .doesNotContain("Source", "REDACTED", "Feature");
  }

  @Test
  void compatibility_is_listed_as_it_is_written() throws Exception {
    Answer refused =
        streams.put(
            "/streams/unlike",
            PAGE_VIEWED
                .formatted("")
                .replace("{\"kind\"", "{\"compatibility\": \"SOME\", \"kind\""));
    assertThat(refused.json().at("/errors/0/message").asText())
        .contains("NONE, BACKWARD, BACKWARD_TRANSITIVE");
  }

  @Test
  void an_event_with_nothing_but_its_key_is_warned_of() throws Exception {
    Answer created =
        streams.put(
            "/streams/signal-sent",
            """
            {"kind": "keyed", "key": "signal", "schema": {"type": "record", "name": "SignalSent",
             "fields": [{"name": "signal", "type": "string"}]}}
            """);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("warnings").findValuesAsText("rule"))
        .containsExactly("whole-truth");
  }

  @Test
  void the_list_tells_which_streams_are_retired() throws Exception {
    streams.put("/streams/gone-by", PAGE_VIEWED.formatted(""));
    streams.send("DELETE", "/streams/gone-by", "");
    assertThat(streams.get("/streams").path("streams"))
        .filteredOn(stream -> stream.path("retired").asBoolean())
        .extracting(stream -> stream.path("name").asText())
        .contains("gone-by")
        .doesNotContain("account.deposited");
  }

  @Test
  void kind_key_and_time_of_a_stream_never_change() throws Exception {
    streams.put("/streams/fixed", PAGE_VIEWED.formatted(""));
    Answer refused =
        streams.put("/streams/fixed", PAGE_VIEWED.formatted("").replace("keyed", "entity"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asText()).isEqualTo("stream-differs");
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/kind");
  }

  private void append(String stream, String event) throws Exception {
    Answer answer = streams.post("/streams/%s/events".formatted(stream), event);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
  }

  private List<JsonNode> events(String stream) throws Exception {
    return StreamSupport.stream(
            streams.get("/streams/%s/events".formatted(stream)).path("events").spliterator(), false)
        .toList();
  }

  static String viewed(String product, String more) {
    return "{\"productId\": \"%s\", \"viewedAt\": \"2026-01-31T12:00:00Z\", \"seconds\": 7%s}"
        .formatted(product, more);
  }
}
