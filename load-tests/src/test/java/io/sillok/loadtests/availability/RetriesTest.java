package io.sillok.loadtests.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RetriesTest {

  @Test
  void tries_are_counted_since_before_and_by_what_clients_know_of_them() {
    Map<String, Long> before = Map.of("503 not-ready", 2L, "ConnectException", 1L);
    Map<String, Long> after =
        Map.of(
            "503 not-ready",
            5L,
            "503 timeout",
            1L,
            "ConnectException",
            3L,
            "HttpConnectTimeoutException",
            5L,
            "IOException",
            4L);

    assertThat(Retries.between(before, after)).isEqualTo(new Retries(3, 7, 5));
  }

  @Test
  void without_a_failed_try_there_is_none() {
    assertThat(Retries.between(Map.of(), Map.of())).isEqualTo(new Retries(0, 0, 0));
  }
}
