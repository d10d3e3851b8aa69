package io.sillok.node.cluster;

import io.sillok.node.cluster.Readiness.NotReady;
import io.sillok.node.cluster.Readiness.Ready;
import io.sillok.node.stage.PekkoStages;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Finds out whether a node can do its work now: it is a member, its store and partitions answer.
 */
final class ReadinessCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final LogStore store;
  private final EntityTypeKey<?> shards;
  private final PartitionProbe probe;

  /**
   * @param shards what is sharded by partition
   */
  ReadinessCheck(
      ActorSystem<?> system, LogStore store, EntityTypeKey<?> shards, PartitionProbe probe) {
    this.system = system;
    this.store = store;
    this.shards = shards;
    this.probe = probe;
  }

  /** Never fails. */
  CompletionStage<Readiness> now() {
    if (CoordinatedShutdown.get(system).getShutdownReason().isPresent()) {
      return notReady("stopping", "The node is stopping");
    }
    if (store.health() instanceof StoreHealth.Failed(var reason)) {
      return notReady("store-failed", reason);
    }
    MemberStatus status = Cluster.get(system).selfMember().status();
    if (!status.equals(MemberStatus.up())) {
      return notReady(
          "not-ready", "The node is %s in the cluster; wait until it is Up".formatted(status));
    }
    return StoreLook.at(store)
        .thenCompose(health ->
            health instanceof StoreHealth.Failed(var reason)
                ? notReady("store-failed", reason + "; the node is ready when it does")
                : partitionsAreReady());
  }

  private CompletionStage<Readiness> partitionsAreReady() {
    return ownPartitions()
        .thenCompose(partitions -> allAnswer(partitions, PATIENCE))
        .handle((answered, failure) ->
            failure == null
                ? new Ready()
                : new NotReady(
                    "not-ready",
                    "Not all partitions of this node answered within %d s; ask again"
                        .formatted(PATIENCE.toSeconds())));
  }

  private static CompletionStage<Readiness> notReady(String code, String message) {
    return CompletableFuture.completedFuture(new NotReady(code, message));
  }

  private CompletionStage<Void> allAnswer(List<Integer> partitions, Duration timeout) {
    return CompletableFuture.allOf(
        partitions.stream()
            .map(partition -> probe.probe(partition, timeout).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  private CompletionStage<List<Integer>> ownPartitions() {
    CompletionStage<CurrentShardRegionState> asked =
        PekkoStages.ask(
            system,
            ClusterSharding.get(system).shardState(),
            replyTo -> new GetShardRegionState(shards, replyTo),
            PATIENCE);
    return asked.thenApply(
        region -> region.getShards().stream().map(s -> Integer.valueOf(s.shardId())).toList());
  }
}
