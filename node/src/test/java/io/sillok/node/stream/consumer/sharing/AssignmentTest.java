package io.sillok.node.stream.consumer.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class AssignmentTest {

  @Property(tries = 500)
  void each_partition_has_one_instance_and_all_have_equally_many(
      @ForAll @Size(min = 1, max = 9)
          Set<@CharRange(from = 'a', to = 'z') @StringLength(1) String> instances,
      @ForAll @Size(max = 9) Set<@CharRange(from = 'a', to = 'z') @StringLength(1) String> before,
      @ForAll @IntRange(min = 1, max = 40) int partitions,
      @ForAll Random random) {
    Map<String, SortedSet<Integer>> present = scattered(before, partitions, random);

    Map<String, SortedSet<Integer>> next = Assignment.balance(present, instances, partitions);

    assertThat(next.keySet()).isEqualTo(instances);
    assertThat(next.values().stream().flatMap(Collection::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, partitions).boxed().toList());
    List<Integer> sizes = next.values().stream().map(Set::size).sorted().toList();
    assertThat(sizes.getLast() - sizes.getFirst()).isLessThanOrEqualTo(1);
    assertThat(moved(present, next, instances))
        .isEqualTo(unavoidable(present, instances, partitions));
    assertThat(Assignment.balance(next, instances, partitions)).isEqualTo(next);
  }

  @Test
  void nobody_gets_anything_while_nobody_is_there() {
    assertThat(Assignment.balance(Map.of("a", new TreeSet<>(Set.of(1))), Set.of(), 4)).isEmpty();
  }

  @Test
  void who_is_left_over_gets_nothing() {
    assertThat(Assignment.balance(Map.of(), Set.of("a", "b", "c"), 2))
        .containsEntry("a", new TreeSet<>(Set.of(0)))
        .containsEntry("b", new TreeSet<>(Set.of(1)))
        .containsEntry("c", new TreeSet<>());
  }

  /** Each partition is with one of {@code instances} or with nobody. */
  private static Map<String, SortedSet<Integer>> scattered(
      Set<String> instances, int partitions, Random random) {
    Map<String, SortedSet<Integer>> present = new HashMap<>();
    List<String> names = new ArrayList<>(new TreeSet<>(instances));
    for (int partition = 0; partition < partitions; partition++) {
      int owner = random.nextInt(names.size() + 1);
      if (owner < names.size()) {
        present.computeIfAbsent(names.get(owner), none -> new TreeSet<>()).add(partition);
      }
    }
    return present;
  }

  private static int moved(
      Map<String, SortedSet<Integer>> present,
      Map<String, SortedSet<Integer>> next,
      Set<String> instances) {
    int moved = 0;
    for (String instance : instances) {
      Set<Integer> lost = new TreeSet<>(present.getOrDefault(instance, new TreeSet<>()));
      lost.removeAll(next.getOrDefault(instance, new TreeSet<>()));
      moved += lost.size();
    }
    return moved;
  }

  /** What the instances have too much, when the larger portions go to those who have most. */
  private static int unavoidable(
      Map<String, SortedSet<Integer>> present, Set<String> instances, int partitions) {
    List<Integer> sizes =
        instances.stream()
            .map(instance -> present.getOrDefault(instance, new TreeSet<>()).size())
            .sorted((a, b) -> b - a)
            .toList();
    int tooMuch = 0;
    for (int index = 0; index < sizes.size(); index++) {
      int portion = partitions / sizes.size() + (index < partitions % sizes.size() ? 1 : 0);
      tooMuch += Math.max(0, sizes.get(index) - portion);
    }
    return tooMuch;
  }
}
