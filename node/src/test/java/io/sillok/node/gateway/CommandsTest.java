package io.sillok.node.gateway;

import static io.sillok.node.gateway.HttpSurfaceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.gateway.GatewayFixture.Answer;
import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.persistence.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class CommandsTest {

  private static final String RAIN = "{\"text\":\"rain\",\"pages\":2}";

  private GatewayFixture gateway;
  private int annals;
  private String annal = "";

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @BeforeEach
  void freshAnnal() {
    annal = "/v1/entities/annal/c-" + annals++;
  }

  @AfterEach
  void mend() {
    gateway.entities.failWith(null);
  }

  @Test
  void a_command_is_answered_with_its_reply_and_events() {
    Answer answer =
        gateway.post(annal + "/commands/append", "{\"text\":\"rain\",\"pages\":2,\"price\":1.50}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.text())
        .isEqualTo(
            "{\"reply\":{\"pages\":2},\"events\":[{\"sequenceNumber\":1,\"event\":\"appended\","
                + "\"stream\":\"annal.appended\",\"time\":\"2026-01-01T00:00:00Z\","
                + "\"data\":{\"text\":\"rain\",\"pages\":2,\"price\":\"1.50\"}}],"
                + "\"sequenceNumber\":1}");
  }

  @Test
  void an_empty_body_is_a_command_without_fields() {
    Answer answer = gateway.post(annal + "/commands/seal", "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("reply").isNull()).isTrue();
    assertThat(answer.json().at("/events/0/event").asText()).isEqualTo("sealed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=UTF-8",
        "application/vnd.annal+json",
        "application/x-www-form-urlencoded"
      })
  void json_is_taken_under_each_name_that_clients_give_it(String type) {
    assertThat(gateway.post(annal + "/commands/append", RAIN, "Content-Type", type).status())
        .isEqualTo(200);
  }

  @Test
  void a_retry_with_the_same_key_is_answered_alike_and_takes_effect_once() {
    Answer first = gateway.post(annal + "/commands/append", RAIN, "Idempotency-Key", "\"k-1\"");
    int recorded = gateway.entities.recorded();
    Answer second = gateway.post(annal + "/commands/append", RAIN, "Idempotency-Key", "k-1");

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("ETag")).isEqualTo("\"1\"");
    assertThat(gateway.entities.recorded()).isEqualTo(recorded);
  }

  @Test
  void a_key_of_another_command_is_refused() {
    gateway.post(annal + "/commands/append", RAIN, "Idempotency-Key", "\"k-1\"");

    refused(annal + "/commands/seal", "", 422, "idempotency-key-reused", "Idempotency-Key", "k-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"open", "a\"b", "two words", "käse"})
  void a_key_that_is_no_key_is_refused(String key) {
    String answer =
        gateway.raw(
            ("POST %s/commands/append HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Idempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(annal, key, RAIN.length(), RAIN)
                .getBytes(StandardCharsets.UTF_8));

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-idempotency-key\"");
  }

  @Test
  void an_over_long_key_is_refused() {
    refused(
        annal + "/commands/append",
        RAIN,
        400,
        "invalid-idempotency-key",
        "Idempotency-Key",
        "k".repeat(256));
    assertThat(
            gateway
                .post(annal + "/commands/append", RAIN, "Idempotency-Key", "k".repeat(255))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_command_for_another_sequence_number_learns_the_current_one() {
    gateway.post(annal + "/commands/append", RAIN);

    Answer answer =
        refused(
            annal + "/commands/append", RAIN, 412, "wrong-sequence-number", "If-Match", "\"7\"");

    assertThat(answer.json().path("expected").asLong()).isEqualTo(7);
    assertThat(answer.json().path("actual").asLong()).isEqualTo(1);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(gateway.post(annal + "/commands/append", RAIN, "If-Match", "\"1\"").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "3", "W/\"3\"", "\"3\", \"4\"", "\"-1\"", "\"x\"", "\"\""})
  void an_if_match_that_is_no_sequence_number_is_refused(String value) {
    refused(annal + "/commands/append", RAIN, 400, "invalid-if-match", "If-Match", value);
  }

  @Test
  void a_rejection_carries_the_code_of_the_rules() {
    gateway.post(annal + "/commands/seal", "");

    Answer answer = refused(annal + "/commands/append", RAIN, 422, "annal-sealed");

    JsonNode problem = answer.json();
    assertThat(problem.path("type").asText()).isEqualTo("https://sillok.io/problems/rejected");
    assertThat(problem.at("/rejection/code").asText()).isEqualTo("annal-sealed");
    assertThat(problem.at("/rejection/message").asText())
        .isEqualTo("The annal is sealed; rain was not appended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"rain\"} | missing-field | /pages",
        "{\"text\":\"rain\",\"pages\":2,\"ink\":1} | unknown-field | /ink",
        "{\"text\":\"rain\",\"pages\":\"two\"} | wrong-type | /pages",
        "{\"text\":\"rain\",\"pages\":3000000000} | out-of-range | /pages",
        "{\"text\":7,\"pages\":2} | wrong-type | /text",
        "[] | wrong-type | ''"
      })
  void what_is_wrong_with_a_command_is_told_with_its_pointer(
      String body, String code, String pointer) {
    Answer answer = refused(annal + "/commands/append", body, 422, "invalid-command");

    JsonNode error = answer.json().at("/errors/0");
    assertThat(error.path("code").asText()).as(answer.text()).isEqualTo(code);
    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
    assertThat(error.path("message").asText()).isNotEmpty();
  }

  @Test
  void all_that_is_wrong_with_a_command_is_told_at_once() {
    Answer answer =
        refused(
            annal + "/commands/append", "{\"pages\":\"two\",\"ink\":1}", 422, "invalid-command");

    assertThat(answer.json().path("errors")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "{\"text\":\"rain\",\"pages\":2} x", "{'text':1}", "  "})
  void what_is_not_json_is_refused(String body) {
    refused(annal + "/commands/append", body, 400, "malformed-json");
  }

  @Test
  void json_in_another_encoding_than_utf8_is_refused() {
    int recorded = gateway.entities.recorded();
    for (byte[] body :
        new byte[][] {
          RAIN.getBytes(StandardCharsets.UTF_16LE),
          "{\"text\":\"r\u00e4in\",\"pages\":2}".getBytes(StandardCharsets.ISO_8859_1)
        }) {
      Answer answer =
          gateway.send(
              gateway
                  .request(annal + "/commands/append")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)));
      assertProblem(answer, 400, "malformed-json");
    }
    assertThat(gateway.entities.recorded()).isEqualTo(recorded);
  }

  @Test
  void deeply_nested_json_is_refused() {
    Answer answer = gateway.post(annal + "/commands/append", "{\"text\":" + "[".repeat(8000));

    assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
  }

  @Test
  void another_media_type_is_refused() {
    refused(
        annal + "/commands/append",
        RAIN,
        415,
        "unsupported-media-type",
        "Content-Type",
        "text/xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "/* none */ 1", "+1"})
  void a_number_that_is_not_json_is_refused_without_the_parsers_inside(String pages) {
    Answer answer =
        refused(
            annal + "/commands/append",
            "{\"text\":\"a\",\"pages\":%s}".formatted(pages),
            400,
            "malformed-json");

    assertThat(answer.text()).doesNotContain("Feature", "ALLOW_");
  }

  @Test
  void an_unknown_type_or_command_is_answered_with_what_there_is() {
    Answer type =
        refused("/v1/entities/scroll/a/commands/append", RAIN, 404, "unknown-entity-type");
    Answer command = refused(annal + "/commands/burn", RAIN, 404, "unknown-command");

    assertThat(type.json().path("detail").asText()).contains("annal");
    assertThat(command.json().path("detail").asText()).contains("append, seal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%00", "a%0Ab", "%7F", "%C2%85", ".", "..", "%2E", "%2e."})
  void an_id_that_is_no_id_is_refused(String id) {
    refused("/v1/entities/annal/" + id + "/commands/append", RAIN, 400, "invalid-id");
  }

  @Test
  void an_over_long_id_is_refused() {
    refused("/v1/entities/annal/" + "a".repeat(256) + "/commands/append", RAIN, 400, "invalid-id");
    assertThat(
            gateway
                .post("/v1/entities/annal/" + "a".repeat(255) + "/commands/append", RAIN)
                .status())
        .isEqualTo(200);
  }

  @Test
  void an_id_may_hold_any_other_character() {
    String id = "%ED%95%9C%20a%2Fb%7Cc%3F%25+" + annals;

    assertThat(gateway.post("/v1/entities/annal/" + id + "/commands/append", RAIN).status())
        .isEqualTo(200);
    assertThat(gateway.get("/v1/entities/annal/" + id).json().path("id").asText())
        .isEqualTo("한 a/b|c?%+" + annals);
  }

  @Test
  void a_defect_of_a_module_shows_nothing_of_its_inside() {
    Answer answer =
        refused(
            annal + "/commands/append", "{\"text\":\"burn\",\"pages\":1}", 500, "module-defect");

    assertThat(answer.text()).doesNotContain("secret-of-the-decider", "Exception", "\tat ");
  }

  @Test
  void what_fails_for_now_is_told_with_when_to_ask_again() {
    unavailable(
        new StoreException("store-failed", "No space is left on /data", null), "store-failed");
    unavailable(new CompletionException(new TimeoutException("ask")), "timeout");
    unavailable(new CompletionException(new CrowdedException("tables", 8)), "partition-moving");
    unavailable(
        new EntityUnavailableException("partition-moving", "It moves", null), "partition-moving");
    unavailable(new TableUnavailableException("partition-moving", "It moves"), "partition-moving");
    unavailable(
        new ProcessorUnavailableException("partition-moving", "It moves"), "partition-moving");
    unavailable(new EntityUnavailableException("timeout", "It sleeps", null), "timeout");
    unavailable(new EntityUnavailableException("stopping", "It stops", null), "stopping");
    unavailable(new EntityUnavailableException("store-failed", "No space", null), "store-failed");
  }

  @Test
  void a_defect_of_the_node_shows_nothing_of_its_inside() {
    gateway.entities.failWith(new IllegalStateException("secret-of-the-node"));

    Answer answer = refused(annal + "/commands/append", RAIN, 500, "internal");

    assertThat(answer.text()).doesNotContain("secret-of-the-node", "Exception", "\tat ");
  }

  @Test
  void a_page_of_another_site_may_not_send_commands() {
    String request =
        "POST %s/commands/append HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n%s\r\n"
            + "Content-Length: %d\r\n\r\n%s";
    for (String header :
        new String[] {
          "Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"
        }) {
      assertThat(gateway.raw(request.formatted(annal, header, RAIN.length(), RAIN)))
          .startsWith("HTTP/1.1 403")
          .contains("\"code\":\"cross-origin\"");
    }
    for (String header :
        new String[] {"Origin: http://localhost:8080", "Sec-Fetch-Site: same-origin"}) {
      assertThat(gateway.raw(request.formatted(annal, header, RAIN.length(), RAIN)))
          .startsWith("HTTP/1.1 200");
    }
  }

  private void unavailable(RuntimeException failure, String code) {
    gateway.entities.failWith(failure);
    Answer answer = refused(annal + "/commands/append", RAIN, 503, code);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertProblem(gateway.get(annal), 503, code);
  }

  private Answer refused(String path, String body, int status, String code, String... headers) {
    int recorded = gateway.entities.recorded();
    Answer answer = gateway.post(path, body, headers);
    assertProblem(answer, status, code);
    assertThat(gateway.entities.recorded()).as("recorded events").isEqualTo(recorded);
    return answer;
  }
}
