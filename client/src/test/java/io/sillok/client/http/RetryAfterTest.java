package io.sillok.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2015-10-21T07:27:30Z");

  @Test
  void seconds_are_taken() {
    assertThat(RetryAfter.parse("0", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse(" 125 ", NOW)).contains(Duration.ofSeconds(125));
  }

  @Test
  void a_date_is_taken_as_the_time_until_then() {
    assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:28:00 GMT", NOW))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void a_date_that_is_past_asks_for_no_wait() {
    assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:27:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "٣"})
  void anything_else_says_nothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
