package io.sillok.node.cluster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class PlacementTest {

  @Property
  void nodes_have_the_same_number_of_partitions_or_one_more(
      @ForAll @IntRange(min = 1, max = 300) int partitions,
      @ForAll @IntRange(min = 1, max = 20) int count) {
    List<String> owners = Placement.of(partitions, nodes(count));
    assertThat(owners).hasSize(partitions).isSubsetOf(nodes(count));
    Map<String, Integer> each = new HashMap<>();
    nodes(count).forEach(node -> each.put(node, Collections.frequency(owners, node)));
    assertThat(Collections.max(each.values()) - Collections.min(each.values()))
        .as(each.toString())
        .isLessThanOrEqualTo(1);
  }

  @Property
  void the_order_in_which_nodes_are_told_makes_no_difference(
      @ForAll @IntRange(min = 1, max = 100) int partitions,
      @ForAll @IntRange(min = 1, max = 10) int count,
      @ForAll long seed) {
    List<String> shuffled = new ArrayList<>(nodes(count));
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Placement.of(partitions, shuffled))
        .isEqualTo(Placement.of(partitions, nodes(count)));
  }

  /** A new node takes its share; some more make room for others. */
  @Property
  void few_partitions_move_when_a_node_comes_or_goes(
      @ForAll @IntRange(min = 16, max = 256) int partitions,
      @ForAll @IntRange(min = 2, max = 8) int count) {
    List<String> before = Placement.of(partitions, nodes(count));
    List<String> after = Placement.of(partitions, nodes(count + 1));
    long moved =
        IntStream.range(0, partitions)
            .filter(partition -> !before.get(partition).equals(after.get(partition)))
            .count();
    int share = partitions / (count + 1);
    assertThat(moved).isBetween((long) share, 2L * share + count + 1);
  }

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj("pekko://sillok@10.0.0.%d:17355"::formatted).toList();
  }
}
