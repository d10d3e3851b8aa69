package io.sillok.node.cluster.formation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes that use the store of this cluster for long and are no members of it. */
final class Strangers {

  private final Duration patience;
  private final SortedMap<String, Instant> since = new TreeMap<>();

  /**
   * @param patience how long those are let be that join, or leave, or were taken for dead
   */
  Strangers(Duration patience) {
    this.patience = patience;
  }

  /**
   * Those that are strangers by now.
   *
   * @param present who uses the store at {@code now}
   */
  List<String> among(Collection<String> present, Collection<String> members, Instant now) {
    since.keySet().retainAll(present);
    since.keySet().removeAll(members);
    present.stream()
        .filter(node -> !members.contains(node))
        .forEach(node -> since.putIfAbsent(node, now));
    return since.entrySet().stream()
        .filter(node -> !now.isBefore(node.getValue().plus(patience)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
