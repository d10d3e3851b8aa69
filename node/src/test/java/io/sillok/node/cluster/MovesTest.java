package io.sillok.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.cluster.ClusterState.Move;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MovesTest {

  private static final Optional<String> A = Optional.of("a:1");
  private static final Optional<String> B = Optional.of("b:1");

  @Test
  void a_partition_moves_that_is_on_another_node_than_it_is_to_be_or_on_none() {
    assertThat(Moves.of(3, Map.of(0, "a:1", 1, "a:1"), List.of("a:1", "b:1", "b:1")))
        .containsExactly(new Move(1, A, B), new Move(2, Optional.empty(), B));
  }

  @Test
  void while_nodes_come_or_go_only_what_nobody_has_is_told() {
    assertThat(Moves.of(3, Map.of(0, "a:1", 2, "b:1"), List.of()))
        .containsExactly(new Move(1, Optional.empty(), Optional.empty()));
  }
}
