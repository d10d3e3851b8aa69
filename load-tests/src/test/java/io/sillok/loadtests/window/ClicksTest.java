package io.sillok.loadtests.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.window.Clicks.Click;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClicksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_click_has_the_fields_that_are_declared() throws IOException {
    JsonNode declared = JSON.readTree(Clicks.DECLARATION);
    Click click = Clicks.click(42_017);
    JsonNode json = JSON.readTree(click.json());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(declared.at("/schema/fields").findValuesAsText("name"));
    assertThat(json.get("userId").asText()).isEqualTo(click.user());
    assertThat(json.get("amount").asLong()).isEqualTo(click.amount());
  }

  @Test
  void no_click_is_farther_behind_than_is_said_though_four_batches_are_appended_at_once() {
    int atOnce = 4_000;
    long latest = Long.MIN_VALUE;
    long farthest = 0;
    for (long first = 0; first < 200_000; first += atOnce) {
      long before = latest;
      for (long number = first; number < first + atOnce; number++) {
        latest = Math.max(latest, Clicks.click(number).time());
      }
      for (long number = first; number < first + atOnce; number++) {
        farthest = Math.max(farthest, latest - Clicks.click(number).time());
      }
      assertThat(latest).isGreaterThan(before);
    }

    assertThat(farthest)
        .isGreaterThan(Clicks.JITTER_MILLIS)
        .isLessThan(Clicks.OUT_OF_ORDERNESS.toMillis());
    assertThat(latest).isLessThan(Clicks.end(200_000));
  }

  @Test
  void all_users_come_and_a_quarter_at_a_time() {
    int visit = Clicks.PER_SECOND * Clicks.VISIT_SECONDS;

    assertThat(users(0, visit)).hasSize(Clicks.USERS / 4);
    assertThat(users(0, 4L * visit)).hasSize(Clicks.USERS);
  }

  private static Set<String> users(long from, long to) {
    Set<String> users = new HashSet<>();
    for (long number = from; number < to; number++) {
      users.add(Clicks.click(number).user());
    }
    return users;
  }
}
