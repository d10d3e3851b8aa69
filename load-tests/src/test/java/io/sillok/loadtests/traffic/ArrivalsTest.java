package io.sillok.loadtests.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

  @Test
  void at_one_rate_they_come_all_the_time() {
    Arrivals steady = Arrivals.of(20, 180, 1);

    assertThat(steady).isEqualTo(new Arrivals(20, 1, 180, 0, 0, 0));
    assertThat(steady.customers()).isEqualTo(3_600);
  }

  @Test
  void a_spike_is_a_third_of_the_time_after_the_start_and_lasts_for_a_sixth() {
    Arrivals spike = Arrivals.of(10, 180, 10);

    assertThat(spike).isEqualTo(new Arrivals(10, 10, 60, 5, 30, 80));
    assertThat(spike.customers())
        .as("60 s, up in 5 s, 30 s at ten times the rate, down in 5 s, 80 s")
        .isEqualTo(600 + 275 + 3_000 + 275 + 800);
  }

  @Test
  void nine_tenths_of_each_kind_must_come() {
    Arrivals spike = Arrivals.of(10, 180, 10);

    assertThat(spike.least(Users.CUSTOMERS)).isEqualTo(4_455);
    assertThat(spike.least(Users.SOURCES)).isEqualTo(2_227);
    assertThat(spike.least(Users.WORKERS)).isEqualTo(1_113);
    assertThat(spike.least(Users.READERS)).isEqualTo(445);
  }
}
