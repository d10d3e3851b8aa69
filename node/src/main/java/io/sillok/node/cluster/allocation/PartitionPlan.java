package io.sillok.node.cluster.allocation;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;

/** Where partitions are to be. */
public final class PartitionPlan {

  private PartitionPlan() {}

  /**
   * The node that each partition is to be moved to if it is on another one, by number. Empty while
   * none moves: a node comes, goes or is not heard of, or there are several versions.
   *
   * @param partitions so many there are, from 1
   */
  public static List<Address> of(ActorSystem<?> system, int partitions) {
    Nodes nodes = new Nodes(Cluster.get(Adapter.toClassic(system)));
    Set<String> newest = nodes.newest();
    return nodes.areCalm() && nodes.areAlike()
        ? Placement.of(partitions, newest).stream().map(AddressFromURIString::parse).toList()
        : List.of();
  }
}
