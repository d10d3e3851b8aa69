package io.sillok.loadtests.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MovingComparisonTest {

  @Test
  void partitions_that_are_at_another_node_have_moved() {
    assertThat(MovingComparison.movedBetween(Map.of(0, 1, 1, 1, 2, 1), Map.of(0, 1, 1, 2, 2, 3)))
        .isEqualTo(2);
  }

  @Test
  void a_partition_that_is_nowhere_before_or_afterwards_counts_too() {
    assertThat(MovingComparison.movedBetween(Map.of(0, 1), Map.of(1, 1))).isEqualTo(2);
    assertThat(MovingComparison.movedBetween(Map.of(0, 1), Map.of(0, 1))).isZero();
  }
}
