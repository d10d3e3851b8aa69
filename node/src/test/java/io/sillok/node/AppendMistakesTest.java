package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.DeclaredStreamsTest.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appends that are wrong are told so, and where; nothing of them stands. */
@TestInstance(Lifecycle.PER_CLASS)
final class AppendMistakesTest {

  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String JSON = "application/json";
  private static final String TYPE = "Content-Type";
  private static final String FIELD_IS_KEY = "/streams/page-viewed/events";
  private static final String GIVEN_KEY = "/streams/page-marked/events";
  private static final String NO_KEY = "/streams/page-counted/events";

  /** With 48 bytes beside what it holds, more than 100 small events are one write too large. */
  private static final Map<String, String> SMALL_BLOCKS =
      Map.of(
          "sillok.persistence.block-soft-limit", "4 KiB",
          "sillok.persistence.block-hard-limit", "8 KiB");

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;

  @BeforeAll
  void start() throws Exception {
    node = SillokNode.start(TestNodes.config(data).settings(SMALL_BLOCKS));
    streams = new StreamReader(node);
    String keyed = PAGE_VIEWED.formatted("");
    streams.put("/streams/page-viewed", keyed);
    streams.put("/streams/page-marked", keyed.replace("\"key\": \"productId\",", ""));
    streams.put(
        "/streams/page-counted", keyed.replace("\"keyed\", \"key\": \"productId\"", "\"unkeyed\""));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @AfterEach
  void nothing_stands() throws Exception {
    for (String events : List.of(FIELD_IS_KEY, GIVEN_KEY, NO_KEY)) {
      assertThat(streams.lines(events)).isEmpty();
    }
  }

  @Test
  void more_than_a_partition_takes_at_once_is_refused_for_good_with_what_to_do() throws Exception {
    String many = String.join(",", Collections.nCopies(200, viewed("p-1", "")));

    Answer refused = streams.post(FIELD_IS_KEY, "[%s,%s]".formatted(viewed("p-2", ""), many));

    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(413);
    assertThat(refused.json().path("code").asText()).isEqualTo("batch-too-large");
    assertThat(refused.json().path("detail").asText())
        .contains("200 of the request's events", "at most 8192", "send fewer at once")
        .doesNotContain("stream@");
  }

  @Test
  void attributes_in_headers_are_an_event_though_the_version_is_missing() throws Exception {
    Answer refused =
        streams.post(
            FIELD_IS_KEY,
            viewed("p-1", ""),
            TYPE,
            JSON,
            "ce-type",
            "page-viewed",
            "ce-source",
            "shop",
            "ce-id",
            "e-1");

    assertRefused(refused, "invalid-cloudevent", "ce-specversion", "must be there");
  }

  @Test
  void what_is_no_event_in_a_batch_is_told_by_its_place() throws Exception {
    String event = cloudEvent("e-1", "");
    Answer refused = streams.post(FIELD_IS_KEY, "[%s,%s,7]".formatted(event, event), TYPE, BATCH);

    assertRefused(refused, "invalid-cloudevent", "/2", "an object");
  }

  @Test
  void two_events_of_one_id_in_a_request_are_told_from_one_that_stands() throws Exception {
    String other = cloudEvent("e-1", "").replace("\"seconds\": 7", "\"seconds\": 8");
    Answer refused =
        streams.post(FIELD_IS_KEY, "[%s,%s]".formatted(cloudEvent("e-1", ""), other), TYPE, BATCH);

    assertRefused(refused, "id-reused", "/1/id", "Event 0 of this request");
    assertThat(refused.json().path("code").asText()).isEqualTo("events-refused");
  }

  @Test
  void bytes_of_another_charset_are_refused() throws Exception {
    for (String type : List.of(JSON, STRUCTURED, BATCH)) {
      Answer refused =
          streams.post(FIELD_IS_KEY, viewed("p-1", ""), TYPE, type + "; charset=utf-16");
      assertThat(refused.status()).as(type).isEqualTo(415);
      assertThat(refused.json().path("code").asText()).isEqualTo("unsupported-media-type");
      assertThat(refused.json().path("detail").asText()).contains("UTF-16", "UTF-8");
    }
  }

  @Test
  void a_key_beside_a_cloud_event_is_refused_in_every_mode() throws Exception {
    String path = GIVEN_KEY + "?key=a";
    Answer structured = streams.post(path, cloudEvent("e-1", ""), TYPE, STRUCTURED);
    Answer batch = streams.post(path, "[%s]".formatted(cloudEvent("e-1", "")), TYPE, BATCH);
    Answer binary = streams.post(path, viewed("p-1", ""), TYPE, JSON, "ce-specversion", "1.0");

    for (Answer refused : List.of(structured, batch, binary)) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("code").asText()).isEqualTo("invalid-parameter");
      assertThat(refused.json().path("detail").asText()).contains("as its subject");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        FIELD_IS_KEY
            + " | \"subject\": 5,          | /subject   | invalid-attribute | text, but is 5",
        FIELD_IS_KEY + " | \"subject\": \"p-2\",     | /subject   | wrong-key   | field productId",
        GIVEN_KEY + "    |                           | /subject   | missing-key | as its subject",
        GIVEN_KEY + "    | \"subject\": \"\",         | /subject   | invalid-key | 1 to 255",
        GIVEN_KEY + "    | \"subject\": \"a\\u0007\", | /subject   | invalid-key | 1 to 255",
        NO_KEY + "       | \"subject\": \"a\",        | /subject   | unknown-key | unkeyed",
      })
  void a_wrong_subject_is_told_by_its_place(
      String events, String subject, String pointer, String code, String words) throws Exception {
    String stream = events.split("/", -1)[2];
    String event = cloudEvent("e-1", subject == null ? "" : subject).replace("page-viewed", stream);
    Answer refused = streams.post(events, event, TYPE, STRUCTURED);

    assertRefused(refused, code, pointer, words);
  }

  @Test
  void a_wrong_key_of_bare_json_is_told_by_the_field_or_the_parameter() throws Exception {
    String tooLong = "p".repeat(300);
    assertRefused(
        streams.post(FIELD_IS_KEY, viewed(tooLong, "")), "invalid-key", "/productId", "1 to 255");
    assertRefused(streams.post(GIVEN_KEY, viewed("p-1", "")), "missing-key", "key", "?key=");
    assertRefused(
        streams.post(GIVEN_KEY + "?key=" + tooLong, viewed("p-1", "")),
        "invalid-key",
        "key",
        "1 to 255");
    assertRefused(
        streams.post(FIELD_IS_KEY + "?key=p-2", viewed("p-1", "")),
        "wrong-key",
        "key",
        "must be 'p-2'");
    assertRefused(
        streams.post(FIELD_IS_KEY, "[%s]".formatted(viewed("", ""))),
        "invalid-key",
        "/0/productId",
        "1 to 255");
  }

  @Test
  void what_is_wrong_with_all_of_a_body_is_told_without_a_place() throws Exception {
    Answer refused = streams.post(FIELD_IS_KEY, "7");

    assertThat(refused.json().path("detail").asText())
        .startsWith("Nothing was appended: ")
        .doesNotContain("  ");
  }

  private static void assertRefused(Answer refused, String code, String pointer, String words) {
    assertThat(refused.status()).as(refused.json().toString()).isEqualTo(422);
    JsonNode error = refused.json().at("/errors/0");
    assertThat(refused.json().path("errors")).as(refused.json().toString()).hasSize(1);
    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
    assertThat(error.path("message").asText()).contains(words);
    assertThat(List.of(error.path("code").asText(), refused.json().path("code").asText()))
        .contains(code);
  }

  private static String cloudEvent(String id, String subject) {
    return "{\"specversion\": \"1.0\", \"type\": \"page-viewed\", \"source\": \"shop\", \"id\": \"%s\", %s \"data\": %s}"
        .formatted(id, subject, viewed("p-1", ""));
  }
}
