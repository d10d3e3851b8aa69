package io.sillok.client.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.event.NewEvent;
import io.sillok.client.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CloudEventsTest {

  private static final Json JSON = Json.standard();

  record PageViewed(String productId, Instant viewedAt, BigDecimal price) {}

  @Test
  void an_event_is_written_with_all_that_was_said() {
    PageViewed viewed =
        new PageViewed("p-1", Instant.parse("2026-01-31T12:00:00Z"), new BigDecimal("4.50"));
    NewEvent event =
        NewEvent.of(viewed)
            .id("e-1")
            .source("shop")
            .key("p-1")
            .time(Instant.parse("2026-01-31T12:00:01Z"));
    assertThat(written(event))
        .isEqualTo(
            Json.read(
                """
                {"specversion":"1.0","type":"page-viewed","source":"shop","id":"e-1","subject":"p-1",
                 "time":"2026-01-31T12:00:01Z","datacontenttype":"application/json",
                 "data":{"productId":"p-1","viewedAt":"2026-01-31T12:00:00Z","price":4.50}}
                """));
  }

  @Test
  void what_was_not_said_is_the_clients_source_and_an_id_of_its_own() {
    NewEvent event = NewEvent.of(Map.of("a", 1));
    JsonNode json = written(event);
    assertThat(json.path("source").textValue()).isEqualTo("client");
    assertThat(json.path("id").textValue()).isEqualTo(event.id()).isNotEmpty();
    assertThat(json.has("subject")).isFalse();
    assertThat(json.has("time")).isFalse();
    assertThat(written(event)).as("the same object again").isEqualTo(json);
    assertThat(NewEvent.of(Map.of("a", 1)).id()).isNotEqualTo(event.id());
  }

  @Test
  void a_batch_is_an_array_of_them() {
    List<byte[]> events = List.of(bytes(NewEvent.of("a").id("1")), bytes(NewEvent.of("b").id("2")));
    assertThat(Json.read(CloudEvents.batch(events)).findValuesAsText("id"))
        .containsExactly("1", "2");
    assertThat(Json.read(CloudEvents.batch(List.of())).isEmpty()).isTrue();
  }

  @Test
  void an_id_must_say_something() {
    assertThatIllegalArgumentException().isThrownBy(() -> NewEvent.of("a").id(""));
  }

  private static JsonNode written(NewEvent event) {
    return Json.read(bytes(event));
  }

  private static byte[] bytes(NewEvent event) {
    return CloudEvents.event(event, "page-viewed", "client", JSON);
  }
}
