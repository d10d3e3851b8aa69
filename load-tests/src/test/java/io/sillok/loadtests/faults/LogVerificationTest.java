package io.sillok.loadtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogVerificationTest {

  private static final String SOUND =
      """
      {"log":"cart","partition":0,"firstOffset":0,"head":7,"blocks":7,"events":6,"entities":3,"fault":null}
      {"log":"cart","partition":1,"firstOffset":0,"head":4,"blocks":4,"events":4,"entities":3,"fault":null}
      """;

  @Test
  void logs_that_are_sound_and_have_all_events_are_right() {
    assertThat(LogVerification.of(0, SOUND, Map.of("cart", 10L)).holds()).isTrue();
  }

  @Test
  void an_event_that_is_missing_is_found() {
    assertThat(LogVerification.of(0, SOUND, Map.of("cart", 11L)).violations())
        .containsExactly("10 events of cart are sound, and 11 stand");
  }

  @Test
  void a_log_that_is_missing_is_found() {
    assertThat(LogVerification.of(0, SOUND, Map.of("cart", 10L, "page-viewed", 1L)).holds())
        .isFalse();
  }

  @Test
  void a_fault_is_found_whatever_the_exit_code() {
    String fault =
        SOUND
            + """
            {"log":"cart","partition":2,"firstOffset":0,"head":4,"blocks":4,"events":0,"entities":0,"fault":{"offset":2,"problem":"gap"}}
            """;

    assertThat(LogVerification.of(0, fault, Map.of("cart", 10L)).holds()).isFalse();
  }

  @Test
  void another_end_is_found_with_what_was_said() {
    assertThat(LogVerification.of(1, SOUND + "sillok: nobody is there", Map.of()).violations())
        .containsExactly("It ended with 1", "sillok: nobody is there");
  }
}
