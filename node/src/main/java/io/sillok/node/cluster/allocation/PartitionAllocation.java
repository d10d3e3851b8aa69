package io.sillok.node.cluster.allocation;

import com.typesafe.config.Config;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ActorSystemDependentAllocationStrategy;
import org.apache.pekko.dispatch.Futures;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Has cluster sharding put partitions where {@link Placement} has them. While nodes of several
 * versions are there, as in a rolling upgrade, partitions without a node go to those of the newest,
 * and no others move; those of the first node that goes find no newer one, and move again. Nor do
 * any while a node comes, goes or is not heard of.
 */
public final class PartitionAllocation extends AbstractShardAllocationStrategy
    implements ActorSystemDependentAllocationStrategy {

  private final int partitions;
  private final int atOnce;
  private @Nullable Cluster cluster;

  /**
   * @param partitions so many there are
   * @param atOnce so many may move at the same time, from 1
   */
  public PartitionAllocation(int partitions, int atOnce) {
    this.partitions = partitions;
    this.atOnce = atOnce;
  }

  /** That of {@code system}'s node. */
  public static PartitionAllocation of(org.apache.pekko.actor.typed.ActorSystem<?> system) {
    Config config = system.settings().config();
    return new PartitionAllocation(
        config.getInt("sillok.persistence.partitions"), // a store with others is not opened
        config.getInt("sillok.node.cluster.moving-at-once"));
  }

  @Override
  public void start(ActorSystem system) {
    cluster = Cluster.get(system);
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> current) {
    Map<String, ActorRef> regions = regions(current.keySet());
    Set<String> nodes = nodes().newest();
    nodes.retainAll(regions.keySet());
    if (nodes.isEmpty()) {
      return Futures.successful(requester); // nobody is known to be up, so whoever asks
    }
    return Futures.successful(
        Optional.ofNullable(regions.get(owner(shard, nodes))).orElse(requester));
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> current, Set<String> moving) {
    Set<String> nodes = nodes().newest();
    Set<String> having = regions(current.keySet()).keySet();
    if (!moving.isEmpty() || !nodes().areCalm() || !nodes.containsAll(having)) {
      return Futures.successful(Set.of());
    }
    nodes.retainAll(having);
    return Futures.successful(nodes.isEmpty() ? Set.of() : misplaced(current, nodes));
  }

  private Set<String> misplaced(Map<ActorRef, IndexedSeq<String>> current, Set<String> nodes) {
    Map<String, List<Integer>> having = new HashMap<>();
    current.forEach((region, shards) ->
        having.put(
            address(region).toString(),
            CollectionConverters.asJava(shards).stream().map(Integer::valueOf).toList()));
    return SlowStart.next(having, Placement.of(partitions, nodes), atOnce).stream()
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  private String owner(String shard, Set<String> nodes) {
    return Placement.of(partitions, nodes).get(Integer.parseInt(shard));
  }

  private Map<String, ActorRef> regions(Collection<ActorRef> all) {
    Map<String, ActorRef> regions = new HashMap<>();
    all.forEach(region -> regions.put(address(region).toString(), region));
    return regions;
  }

  /** A reference to an actor of this process has no host. */
  private Address address(ActorRef region) {
    Address address = region.path().address();
    return address.hasLocalScope() ? joined().selfAddress() : address;
  }

  private Nodes nodes() {
    return new Nodes(joined());
  }

  private Cluster joined() {
    if (cluster == null) {
      throw new IllegalStateException("Cluster sharding has not started it");
    }
    return cluster;
  }
}
