package io.sillok.node.cluster.allocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which node has which partition: a pure function of who is there, so that all that belongs to a
 * partition comes to the same node. Nodes have the same number of partitions, or one more; when one
 * comes or goes, few others move. Rendezvous hashing (Thaler and Ravishankar, 1998) with a bound on
 * what a node takes: the largest weights are served first.
 */
final class Placement {

  private Placement() {}

  private record Bid(long weight, int partition, int node) {}

  private static final Comparator<Bid> LARGEST_FIRST =
      Comparator.comparingLong(Bid::weight)
          .reversed()
          .thenComparingInt(Bid::partition)
          .thenComparingInt(Bid::node);

  /**
   * The node of each partition, by number.
   *
   * @param partitions so many there are, from 1
   * @param nodes at least one, in any order
   */
  static List<String> of(int partitions, Collection<String> nodes) {
    List<String> names = nodes.stream().distinct().sorted().toList();
    List<Bid> bids = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      for (int node = 0; node < names.size(); node++) {
        bids.add(new Bid(weight(names.get(node), partition), partition, node));
      }
    }
    bids.sort(LARGEST_FIRST);
    Room room = new Room(partitions, names.size());
    SortedMap<Integer, String> owners = new TreeMap<>();
    for (Bid bid : bids) {
      if (!owners.containsKey(bid.partition()) && room.takes(bid.node())) {
        owners.put(bid.partition(), names.get(bid.node()));
      }
    }
    return List.copyOf(owners.values());
  }

  /** How many more partitions each node takes. */
  private static final class Room {
    private final int[] taken;
    private final int each;
    private int larger;

    private Room(int partitions, int nodes) {
      taken = new int[nodes];
      each = partitions / nodes;
      larger = partitions % nodes;
    }

    private boolean takes(int node) {
      if (taken[node] > each || (taken[node] == each && larger == 0)) {
        return false;
      }
      if (taken[node] == each) {
        larger--;
      }
      taken[node]++;
      return true;
    }
  }

  /** FNV-1a over the name, and the finalizer of SplitMix64 over that and the partition. */
  private static long weight(String node, int partition) {
    long hash = 0xcbf29ce484222325L;
    for (int index = 0; index < node.length(); index++) {
      hash = (hash ^ node.charAt(index)) * 0x100000001b3L;
    }
    long mixed = hash + 0x9e3779b97f4a7c15L * (partition + 1);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
