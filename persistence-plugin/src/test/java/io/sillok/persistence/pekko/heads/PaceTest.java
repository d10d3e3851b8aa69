package io.sillok.persistence.pekko.heads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void the_first_turn_and_one_after_a_rest_are_taken_at_once() {
    Pace pace = new Pace(Duration.ofNanos(10));
    assertThat(pace.turn(Long.MIN_VALUE)).isZero();
    assertThat(pace.turn(Long.MIN_VALUE + 10)).isZero();
    assertThat(pace.turn(Long.MIN_VALUE + 100)).isZero();
  }

  @Property
  void between_two_turns_is_the_gap_and_no_more_for_who_waits(
      @ForAll @LongRange(min = 0, max = 30) long later) {
    Pace pace = new Pace(Duration.ofNanos(10));
    pace.turn(Long.MAX_VALUE - 5); // a clock may overflow
    long now = Long.MAX_VALUE - 5 + later;
    long wait = pace.turn(now);
    assertThat(wait).isEqualTo(Math.max(0, 10 - later));
    if (wait > 0) {
      assertThat(pace.turn(now + wait - 1)).isEqualTo(1);
      assertThat(pace.turn(now + wait)).isZero();
    }
  }
}
