package io.sillok.loadtests.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampTest {

  @Test
  void an_event_carries_its_stamp() {
    for (boolean measured : new boolean[] {true, false}) {
      Stamp stamp = new Stamp(1_764_000_000_123_456L, measured);

      byte[] event = stamp.event(100);

      assertThat(event).hasSize(100);
      assertThat(Stamp.read(event)).isEqualTo(stamp);
    }
  }

  @Test
  void its_age_is_the_time_since_it_was_sent() {
    Stamp earlier = new Stamp(Stamp.now(true).sentMicros() - 5_000_000, true);

    assertThat(earlier.ageNanos()).isBetween(5_000_000_000L, 60_000_000_000L);
  }
}
