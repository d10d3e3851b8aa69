package io.sillok.persistence.pekko.heads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnansweredTest {

  private final Unanswered<String> unanswered = new Unanswered<>();

  @Test
  void who_does_not_answer_is_asked_again_at_growing_intervals_but_never_given_up() {
    unanswered.asked("node");
    List<Integer> asked = new ArrayList<>();
    for (int round = 1; round <= 100; round++) {
      if (!unanswered.next().isEmpty()) {
        asked.add(round);
      }
    }
    assertThat(asked).containsExactly(1, 2, 4, 8, 16, 32, 64, 96);
  }

  @Test
  void who_has_answered_is_not_asked_again() {
    unanswered.asked("one");
    unanswered.asked("other");
    unanswered.settled("one");
    assertThat(unanswered.next()).containsExactly("other");
    unanswered.settled("other");
    assertThat(unanswered.next()).isEmpty();
  }
}
