package io.sillok.node.cluster.allocation;

import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.jspecify.annotations.Nullable;

/** Where partitions are to be. Thread-safe. */
public final class PartitionPlan {

  private final Cluster cluster;
  private final int partitions;
  private volatile @Nullable Planned latest;

  /** What follows from {@code state}, which is another object whenever it changes. */
  private record Planned(CurrentClusterState state, List<Address> owners) {}

  /**
   * @param partitions so many there are, from 1
   */
  public PartitionPlan(ActorSystem<?> system, int partitions) {
    cluster = Cluster.get(Adapter.toClassic(system));
    this.partitions = partitions;
  }

  /**
   * The node that each partition is to be moved to if it is on another one, by number. Empty while
   * none moves: a node comes, goes or is not heard of, or there are several versions.
   */
  public List<Address> owners() {
    CurrentClusterState state = cluster.state();
    Planned planned = latest;
    if (planned == null || !planned.state().equals(state)) {
      planned = new Planned(state, plan());
      latest = planned;
    }
    return planned.owners();
  }

  private List<Address> plan() {
    Nodes nodes = new Nodes(cluster);
    return nodes.areCalm() && nodes.areAlike()
        ? Placement.of(partitions, nodes.newest()).stream()
            .map(AddressFromURIString::parse)
            .toList()
        : List.of();
  }
}
