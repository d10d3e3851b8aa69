package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StandstillTest {

  private long now = Long.MAX_VALUE - Duration.ofSeconds(8).toNanos(); // the clock may overflow
  private boolean others = true;
  private final Standstill standstill =
      new Standstill(() -> now, () -> others, Duration.ofSeconds(7));

  @Test
  void a_node_that_goes_on_all_the_time_is_in_no_doubt() {
    for (int tick = 0; tick < 100; tick++) {
      pass(Duration.ofMillis(6_900));
      assertThat(standstill.leavesDoubt()).isFalse();
      standstill.tick();
    }
  }

  @Test
  void one_that_stood_still_is_in_doubt_at_once_and_until_it_must_have_been_told() {
    pass(Duration.ofSeconds(8));
    assertThat(standstill.leavesDoubt()).as("before its thread went on").isTrue();
    standstill.tick();
    assertThat(standstill.leavesDoubt()).isTrue();

    pass(Duration.ofMillis(4_900));
    standstill.tick();
    assertThat(standstill.leavesDoubt()).isTrue();

    pass(Duration.ofMillis(200));
    standstill.tick();
    assertThat(standstill.leavesDoubt()).isFalse();
  }

  @Test
  void alone_nobody_can_have_gone_on_without_it() {
    others = false;
    pass(Duration.ofSeconds(8));

    assertThat(standstill.leavesDoubt()).isFalse();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
