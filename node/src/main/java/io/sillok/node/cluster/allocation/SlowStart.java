package io.sillok.node.cluster.allocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which partitions move next: at most as many to a node as it has already, but one to a node that
 * has none. What comes first to a node that has just started waits until its code is loaded, so
 * that is one partition and not several at the same time.
 */
final class SlowStart {

  private SlowStart() {}

  /**
   * @param current the partitions of each node; none of one that has none
   * @param owners the node that each partition is to be on, by its number
   * @param most so many move at the same time, from 1
   */
  static Set<Integer> next(
      Map<String, ? extends Collection<Integer>> current, List<String> owners, int most) {
    Set<Integer> next = new HashSet<>();
    Map<String, Integer> coming = new HashMap<>();
    current.forEach((node, partitions) -> {
      for (int partition : partitions) {
        String owner = owners.get(partition);
        int has = current.containsKey(owner) ? current.get(owner).size() : 0;
        int comes = coming.getOrDefault(owner, 0);
        if (!owner.equals(node) && next.size() < most && comes < Math.max(1, has)) {
          next.add(partition);
          coming.put(owner, comes + 1);
        }
      }
    });
    return next;
  }
}
