package io.sillok.node.cluster;

import io.sillok.node.cluster.ClusterState.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which partitions are not where they are to be. */
final class Moves {

  private Moves() {}

  /**
   * @param owners by partition; one that nobody has is on its way, or begins
   * @param planned by number, where partitions are to be; empty while none moves
   */
  static List<Move> of(int partitions, Map<Integer, String> owners, List<String> planned) {
    List<Move> moves = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      Optional<String> from = Optional.ofNullable(owners.get(partition));
      Optional<String> to =
          planned.isEmpty() ? Optional.empty() : Optional.of(planned.get(partition));
      if (from.isEmpty() || (to.isPresent() && !to.equals(from))) {
        moves.add(new Move(partition, from, to));
      }
    }
    return moves;
  }
}
