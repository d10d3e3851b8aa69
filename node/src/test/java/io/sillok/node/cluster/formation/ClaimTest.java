package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Nodes that start in any order, and are as fast and as slow as they like. */
final class ClaimTest {

  /** Who says in the store that it is there. */
  private final Set<String> present = new TreeSet<>();

  /** A node that looks and acts in turn; what it has seen may be out of date when it acts. */
  private final class Starting {
    private final String name;
    private List<String> seen = List.of();
    private boolean looked;
    private boolean claimed;
    private boolean begun;

    private Starting(String name) {
      this.name = name;
    }

    void step() {
      if (begun) {
        return;
      }
      if (looked) {
        act(Claim.next(name, claimed, seen));
      } else {
        seen = present.stream().filter(other -> !other.equals(name)).toList();
      }
      looked = !looked;
    }

    private void act(Claim next) {
      switch (next) {
        case MAKE -> {
          present.add(name);
          claimed = true;
        }
        case BEGIN -> begun = true;
        case WITHDRAW -> {
          present.remove(name);
          claimed = false;
        }
        case WAIT -> {}
      }
    }
  }

  @Property
  void exactly_one_begins_whoever_is_fast(
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> turns) {
    present.clear();
    List<Starting> nodes = new ArrayList<>();
    IntStream.range(0, count).forEach(number -> nodes.add(new Starting("10.0.0." + number)));

    turns.forEach(turn -> nodes.get(turn % count).step());
    assertThat(nodes.stream().filter(node -> node.begun).count()).isLessThanOrEqualTo(1);

    for (int round = 0; round < 20; round++) {
      nodes.forEach(Starting::step);
    }
    assertThat(nodes.stream().filter(node -> node.begun).count()).isEqualTo(1);
  }
}
