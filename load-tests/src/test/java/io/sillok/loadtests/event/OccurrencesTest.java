package io.sillok.loadtests.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OccurrencesTest {

  private final Occurrences seen = new Occurrences(130);

  @Test
  void are_complete_once_each_event_was_there() {
    for (long number = 129; number > 0; number--) {
      seen.add(number);
    }
    assertThat(seen.isComplete()).isFalse();

    seen.add(0);

    assertThat(seen.isComplete()).isTrue();
    assertThat(seen.again()).isZero();
  }

  @Test
  void tell_what_came_again() {
    seen.add(64);
    seen.add(0);
    seen.add(64);

    assertThat(seen.again()).isEqualTo(1);
    assertThat(seen.count()).isEqualTo(3);
  }

  @Test
  void are_required_to_be_all_and_each_once() {
    assertThatThrownBy(seen::requireEachOnce).hasMessage("Of 130 events 130 are missing");

    for (long number = 0; number < 130; number++) {
      seen.add(number);
    }
    seen.requireEachOnce();

    seen.add(7);
    assertThatThrownBy(seen::requireEachOnce).hasMessage("Of 130 events 1 came again");
  }

  @Test
  void know_what_cannot_be() {
    assertThatThrownBy(() -> seen.add(130)).hasMessage("Event 130 was never appended");
  }
}
