package io.sillok.loadtests.windowstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void an_event_has_the_fields_that_are_declared() throws IOException {
    JsonNode declared = JSON.readTree(Readings.DECLARATION);
    JsonNode event = JSON.readTree(new Readings(10, 10).json(23));

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(declared.at("/schema/fields").findValuesAsText("name"));
    assertThat(event.get("meterId").asText()).isEqualTo("m-3");
    assertThat(event.get("readAt").asText()).isEqualTo("2026-01-01T02:18:00Z");
  }

  @Test
  void each_key_is_once_in_each_hour_if_there_are_as_many_events_in_it_as_keys()
      throws IOException {
    Readings readings = new Readings(100, 100);
    Set<String> windows = new HashSet<>();
    for (long number = 0; number < 300; number++) {
      JsonNode event = JSON.readTree(readings.json(number));
      windows.add(event.get("meterId").asText() + event.get("readAt").asText().substring(0, 13));
    }

    assertThat(windows).hasSize(300);
  }
}
