package io.sillok.node.gateway;

import io.sillok.node.cluster.ClusterState;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.cluster.Readiness;
import io.sillok.persistence.LogStore.StoreDescription;
import io.sillok.persistence.LogStore.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster of one node that is as it is told to be. */
final class FixedCluster implements ClusterView {

  private volatile Readiness readiness = new Readiness.Ready();
  private volatile StoreHealth health = new StoreHealth.Healthy();

  void readiness(Readiness newReadiness) {
    readiness = newReadiness;
  }

  void health(StoreHealth newHealth) {
    health = newHealth;
  }

  @Override
  public CompletionStage<ClusterState> state() {
    return CompletableFuture.completedFuture(
        new ClusterState(
            "0.1.0",
            "127.0.0.1:7355",
            Duration.ofSeconds(12),
            List.of(
                new ClusterState.Member(
                    "127.0.0.1:7355", "Up", List.of(), "0.1.0", true, List.of(3, 4))),
            List.of("127.0.0.9:7355"),
            new StoreDescription("rocksdb", "data/store", 1234),
            health,
            32,
            List.of(
                new ClusterState.Move(
                    4, Optional.of("127.0.0.1:7355"), Optional.of("127.0.0.2:7355")),
                new ClusterState.Move(5, Optional.empty(), Optional.of("127.0.0.2:7355"))),
            List.of(
                new ClusterState.Log("annal", 3, Optional.of("127.0.0.1:7355"), 42, 2, 0),
                new ClusterState.Log("annal", 4, Optional.empty(), 8, 1, 3))));
  }

  @Override
  public boolean leave(String address) {
    return address.equals("127.0.0.1:7355");
  }

  @Override
  public boolean isReachable(String address) {
    return address.equals("127.0.0.1:7355");
  }

  @Override
  public boolean isUnreachable(String address) {
    return address.equals("127.0.0.3:7355");
  }

  @Override
  public boolean down(String address) {
    return false;
  }

  @Override
  public CompletionStage<Readiness> readiness() {
    return CompletableFuture.completedFuture(readiness);
  }
}
