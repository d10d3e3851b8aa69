package io.sillok.loadtests.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageViewsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 10, 99, 100, 999, 1000, 1_000_007, 999_999_999})
  void an_event_tells_its_number(long number) {
    byte[] json = ("{\"data\":" + PageViews.json(number)).getBytes(StandardCharsets.UTF_8);

    assertThat(PageViews.number(json, "{\"data\":".length())).isEqualTo(number);
  }

  @Test
  void it_has_the_fields_that_are_declared() throws IOException {
    JsonNode declared = JSON.readTree(PageViews.DECLARATION);
    JsonNode event = JSON.readTree(PageViews.json(42_017));

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(declared.at("/schema/fields").findValuesAsText("name"));
    assertThat(event.get(declared.get("key").asText()).asText())
        .isEqualTo(PageViews.key(42_017))
        .isEqualTo("p-0017");
    assertThat(event.get("visit").asInt()).isEqualTo(42);
  }

  @Test
  void all_of_them_have_a_hundred_to_a_hundred_and_fifty_bytes() {
    for (long number = 0; number < 2_000_000; number += 997) {
      assertThat(PageViews.json(number).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(100, 150);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"productId\":", "{\"product\":\"p-0001\",\"visit\":1}"})
  void what_is_no_event_is_refused(String text) {
    assertThatThrownBy(() -> PageViews.number(text.getBytes(StandardCharsets.UTF_8), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
