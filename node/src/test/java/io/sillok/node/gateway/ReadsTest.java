package io.sillok.node.gateway;

import static io.sillok.node.gateway.HttpSurfaceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.gateway.GatewayFixture.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class ReadsTest {

  private static final String ANNAL = "/v1/entities/annal/a%201";

  private GatewayFixture gateway;

  @BeforeAll
  void start() {
    gateway = new GatewayFixture();
    for (int i = 1; i <= 5; i++) {
      append(ANNAL, i);
      append("/v1/entities/annal/b-" + i, i);
    }
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void the_state_is_tagged_with_its_sequence_number() {
    Answer answer = gateway.get(ANNAL);

    assertThat(answer.header("ETag")).isEqualTo("\"5\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    JsonNode state = answer.json();
    assertThat(state.path("type").asText()).isEqualTo("annal");
    assertThat(state.path("id").asText()).isEqualTo("a 1");
    assertThat(state.path("sequenceNumber").asLong()).isEqualTo(5);
    assertThat(state.path("time").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(state.at("/state/texts")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5\"", "W/\"5\"", "\"4\", \"5\"", "*"})
  void a_state_that_the_client_has_is_not_sent_again(String known) {
    Answer answer = gateway.get(ANNAL, "If-None-Match", known);

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("ETag")).isEqualTo("\"5\"");
    assertThat(gateway.get(ANNAL, "If-None-Match", "\"4\"").status()).isEqualTo(200);
  }

  @Test
  void the_state_at_a_sequence_number_never_changes() {
    Answer answer = gateway.get(ANNAL + "?sequenceNumber=2");

    assertThat(answer.json().at("/state/texts")).hasSize(2);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.header("Cache-Control")).contains("immutable");
  }

  @Test
  void a_sequence_number_that_is_yet_to_come_is_refused_with_the_actual_one() {
    Answer answer = gateway.get(ANNAL + "?sequenceNumber=9");

    assertProblem(answer, 404, "sequence-number-not-reached");
    assertThat(answer.json().path("actual").asLong()).isEqualTo(5);
    assertThat(answer.json().path("detail").asText()).contains("is at sequence number 5");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(gateway.get(ANNAL + "?sequenceNumber=5").status()).isEqualTo(200);
    assertProblem(
        gateway.get("/v1/entities/annal/nobody?sequenceNumber=9"), 404, "entity-not-found");
  }

  @Test
  void the_state_at_a_time_is_found() {
    assertThat(gateway.get(ANNAL + "?at=2026-01-01T01:00:00+01:00").status()).isEqualTo(200);
    assertThat(gateway.get(ANNAL + "?at=2026-01-01T01:00:00%2B01:00").status()).isEqualTo(200);
    assertProblem(gateway.get(ANNAL + "?at=2025-12-31T23:59:59Z"), 404, "entity-not-found");
  }

  @Test
  void an_entity_without_events_is_not_found() {
    assertProblem(gateway.get("/v1/entities/annal/nobody"), 404, "entity-not-found");
    assertProblem(gateway.get("/v1/entities/scroll/nobody"), 404, "unknown-entity-type");
    assertProblem(gateway.get("/v1/entities/annal/"), 400, "invalid-id");
    assertProblem(gateway.get("/v1/entities/annal/.."), 400, "invalid-id");
    assertProblem(gateway.get("/v1/entities/annal/%2E/events"), 400, "invalid-id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?sequenceNumber=0",
        "?sequenceNumber=x",
        "?sequenceNumber=",
        "?sequenceNumber=-1",
        "?sequenceNumber=99999999999999999999",
        "?sequenceNumber=1.5",
        "?at=yesterday",
        "?at=",
        "?sequenceNumber=1&at=2026-01-01T00:00:00Z",
        "?sequenceNumber=1&sequenceNumber=2",
        "?ink=1",
        "/events?from=0",
        "/events?limit=0",
        "/events?limit=1001",
        "/events?limit=ten",
        "/events?after=1"
      })
  void a_parameter_that_is_not_valid_is_refused(String query) {
    assertProblem(gateway.get(ANNAL + query), 400, "invalid-parameter");
  }

  @Test
  void events_are_paged_in_order_and_full_pages_never_change() {
    List<Long> numbers = new ArrayList<>();
    List<String> caching = new ArrayList<>();
    String next = ANNAL + "/events?limit=2";
    while (!next.isEmpty()) {
      Answer page = gateway.get(next);
      page.json()
          .path("events")
          .forEach(event -> numbers.add(event.path("sequenceNumber").asLong()));
      caching.add(page.header("Cache-Control"));
      next = page.json().path("next").asText("");
    }

    assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(caching).hasSize(3);
    assertThat(caching.subList(0, 2)).allMatch(value -> value.contains("immutable"));
    assertThat(caching.getLast()).isEqualTo("no-store");
  }

  @Test
  void the_events_of_an_entity_without_any_are_not_found() {
    assertProblem(gateway.get("/v1/entities/annal/nobody/events"), 404, "entity-not-found");
    assertProblem(gateway.get("/v1/entities/annal/nobody/events?from=7"), 404, "entity-not-found");
  }

  @Test
  void a_page_behind_the_last_event_is_empty() {
    Answer page = gateway.get(ANNAL + "/events?from=6");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.json().path("events")).isEmpty();
    assertThat(page.json().path("next").isNull()).isTrue();
  }

  @Test
  void ids_are_paged_in_order() {
    List<String> ids = new ArrayList<>();
    String next = "/v1/entities/annal?limit=4";
    int pages = 0;
    while (!next.isEmpty()) {
      JsonNode page = gateway.get(next).json();
      page.path("ids").forEach(id -> ids.add(id.asText()));
      next = page.path("next").asText("");
      pages++;
    }

    assertThat(ids).containsExactly("a 1", "b-1", "b-2", "b-3", "b-4", "b-5");
    assertThat(pages).isEqualTo(2);
  }

  @Test
  void modules_are_listed_with_their_schemas() {
    JsonNode module = gateway.get("/v1/modules").json().at("/modules/0");

    assertThat(module.path("name").asText()).isEqualTo("chronicle");
    assertThat(module.path("version").asText()).isEqualTo("1.2.3");
    JsonNode annal = module.at("/entityTypes/0");
    assertThat(annal.path("name").asText()).isEqualTo("annal");
    assertThat(annal.path("commands").findValuesAsText("name")).contains("append", "seal");
    assertThat(annal.at("/commands/0/schema/type").asText()).isEqualTo("object");
    assertThat(annal.at("/events/0/stream").asText()).isEqualTo("annal.appended");
    assertThat(annal.at("/events/0/schema/type").asText()).isEqualTo("record");
    assertThat(annal.at("/events/0/fingerprint").asText()).matches("[0-9a-f]{16}");
    assertThat(annal.path("snapshotEvery").asInt()).isEqualTo(100);
    assertThat(annal.path("rememberedCommands").asInt()).isEqualTo(100);
  }

  private void append(String annal, int pages) {
    Answer answer =
        gateway.post(
            annal + "/commands/append", "{\"text\":\"rain\",\"pages\":%d}".formatted(pages));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }
}
