package io.sillok.node.cluster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SlowStartTest {

  @Test
  void a_node_that_comes_gets_one_and_then_as_many_at_a_time_as_it_has() {
    Map<String, List<Integer>> current = standing(32, List.of("a"));
    current.put("b", new ArrayList<>());
    List<Integer> counts = new ArrayList<>();
    List<String> owners = Placement.of(32, Set.of("a", "b"));
    for (Set<Integer> next = SlowStart.next(current, owners, 4);
        !next.isEmpty();
        next = SlowStart.next(current, owners, 4)) {
      counts.add(next.size());
      move(current, owners, next);
    }
    assertThat(counts).containsExactly(1, 1, 2, 4, 4, 4);
  }

  @Test
  void one_of_which_nobody_has_heard_yet_gets_one() {
    assertThat(SlowStart.next(standing(32, List.of("a")), Placement.of(32, Set.of("a", "b")), 4))
        .hasSize(1);
  }

  @Property
  void all_come_to_where_they_are_to_be_so_many_at_a_time_at_most(
      @ForAll @IntRange(min = 1, max = 64) int partitions,
      @ForAll @IntRange(min = 1, max = 5) int before,
      @ForAll @IntRange(min = 1, max = 5) int after,
      @ForAll @IntRange(min = 1, max = 8) int most) {
    Map<String, List<Integer>> current = standing(partitions, nodes(before));
    List<String> owners = Placement.of(partitions, Set.copyOf(nodes(after)));
    for (int steps = 0; steps < partitions; steps++) {
      Set<Integer> next = SlowStart.next(current, owners, most);
      assertThat(next).hasSizeLessThanOrEqualTo(most);
      move(current, owners, next);
    }
    assertThat(SlowStart.next(current, owners, most)).isEmpty();
    current.forEach((node, those) ->
        assertThat(those).allMatch(partition -> owners.get(partition).equals(node)));
  }

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj("n-%d"::formatted).toList();
  }

  private static Map<String, List<Integer>> standing(int partitions, List<String> nodes) {
    Map<String, List<Integer>> current = new TreeMap<>();
    List<String> owners = Placement.of(partitions, Set.copyOf(nodes));
    for (int partition = 0; partition < partitions; partition++) {
      current.computeIfAbsent(owners.get(partition), none -> new ArrayList<>()).add(partition);
    }
    return current;
  }

  private static void move(
      Map<String, List<Integer>> current, List<String> owners, Set<Integer> next) {
    for (int partition : next) {
      current.values().forEach(those -> those.remove(Integer.valueOf(partition)));
      current.computeIfAbsent(owners.get(partition), none -> new ArrayList<>()).add(partition);
    }
  }
}
