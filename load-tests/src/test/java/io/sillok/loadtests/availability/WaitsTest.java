package io.sillok.loadtests.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitsTest {

  @Test
  void the_middle_and_the_longest_wait_are_told_in_seconds() {
    Waits waits = waits(900, 100, 2_500);

    assertThat(waits.median()).isEqualTo(0.9);
    assertThat(waits.greatest()).isEqualTo(2.5);
    assertThat(waits.figures()).isEqualTo(Map.of("median s", 0.9, "greatest s", 2.5));
  }

  @Test
  void of_an_even_number_the_middle_is_a_wait_that_there_was() {
    assertThat(waits(100, 400, 200, 900).median()).isEqualTo(0.2);
  }

  @Test
  void nobody_waits_for_nothing() {
    Waits none = new Waits(Set.of());

    assertThat(none.median()).isZero();
    assertThat(none.greatest()).isZero();
  }

  private static Waits waits(long... millis) {
    return new Waits(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
  }
}
