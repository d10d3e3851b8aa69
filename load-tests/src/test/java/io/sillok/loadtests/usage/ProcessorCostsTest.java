package io.sillok.loadtests.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorCostsTest {

  @Test
  void what_each_group_has_spent_is_shared_among_what_was_done() {
    assertThat(
            ProcessorCosts.each(
                Map.of("nodes", Duration.ofMillis(10), "store", Duration.ofMillis(5)),
                Map.of("nodes", Duration.ofMillis(30), "store", Duration.ofMillis(6)),
                100))
        .isEqualTo(Map.of("nodes µs each", 200.0, "store µs each", 10.0));
  }

  @Test
  void a_group_without_processes_is_not_told() {
    ProcessorCosts costs =
        new ProcessorCosts(
            Map.of("self", List.of(ProcessHandle.current().pid()), "store", List.of()));

    assertThat(costs.begin().each(1)).containsOnlyKeys("self µs each");
  }
}
