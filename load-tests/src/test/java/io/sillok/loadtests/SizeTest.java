package io.sillok.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeTest {

  @Test
  void other_sizes_than_usual_make_a_trial() {
    assertThat(
            Size.trial(
                Map.of("SILLOK_LOAD_SECONDS", "1", "SILLOK_LOAD_EVENTS", "9", "HOME", "/root")))
        .contains("trial")
        .contains("(SILLOK_LOAD_EVENTS=9 SILLOK_LOAD_SECONDS=1)");
    assertThat(Size.trial(Map.of("HOME", "/root"))).isEmpty();
  }
}
