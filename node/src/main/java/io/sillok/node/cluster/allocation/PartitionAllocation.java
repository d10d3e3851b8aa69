package io.sillok.node.cluster.allocation;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ActorSystemDependentAllocationStrategy;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.util.Version;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;

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
    Set<String> nodes = new TreeSet<>(newest());
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
    Set<String> nodes = new TreeSet<>(newest());
    Set<String> having = regions(current.keySet()).keySet();
    if (!moving.isEmpty() || !calm() || !nodes.containsAll(having)) {
      return Futures.successful(Set.of());
    }
    nodes.retainAll(having);
    return Futures.successful(nodes.isEmpty() ? Set.of() : misplaced(current, nodes));
  }

  /**
   * Whether all nodes are up and heard of, so that each answers. One that is gone but still has
   * partitions would be waited for until {@code handoff-timeout}, and nobody had them meanwhile.
   */
  private boolean calm() {
    CurrentClusterState state = joined().state();
    if (!state.getUnreachable().isEmpty()) {
      return false;
    }
    for (Member member : state.getMembers()) {
      if (!member.status().equals(MemberStatus.up())) {
        return false;
      }
    }
    return true;
  }

  private Set<String> misplaced(Map<ActorRef, IndexedSeq<String>> current, Set<String> nodes) {
    List<String> owners = Placement.of(partitions, nodes);
    Set<String> misplaced = new HashSet<>();
    current.forEach((region, shards) -> {
      String node = address(region).toString();
      for (int index = 0; index < shards.length() && misplaced.size() < atOnce; index++) {
        String shard = shards.apply(index);
        if (!owners.get(Integer.parseInt(shard)).equals(node)) {
          misplaced.add(shard);
        }
      }
    });
    return misplaced;
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

  private Set<String> newest() {
    List<Member> up = up();
    Optional<Version> newest = up.stream().map(Member::appVersion).max(Version::compareTo);
    Set<String> addresses = new HashSet<>();
    up.stream()
        .filter(member -> newest.filter(member.appVersion()::equals).isPresent())
        .forEach(member -> addresses.add(member.address().toString()));
    return addresses;
  }

  private List<Member> up() {
    List<Member> up = new ArrayList<>();
    joined()
        .state()
        .getMembers()
        .forEach(member -> {
          if (member.status().equals(MemberStatus.up())) {
            up.add(member);
          }
        });
    return up;
  }

  private Cluster joined() {
    if (cluster == null) {
      throw new IllegalStateException("Cluster sharding has not started it");
    }
    return cluster;
  }
}
