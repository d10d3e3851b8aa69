package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Network;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.List;
import java.util.Set;

/**
 * Cuts off the first seed, which ends then, and starts it again while it is cut off, as a
 * supervisor does. It reaches Cassandra and clients, and must not begin a cluster of its own.
 */
public final class RestartApart implements Fault {

  private static final int FIRST_SEED = 1;

  private static final long APART_SECONDS = 30;

  @Override
  public String name() {
    return "cut-restart";
  }

  @Override
  public String description() {
    return "the first seed is cut off from the others, and started again while it is";
  }

  @Override
  public Need need() {
    return Need.NETWORK;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    Network network = stage.cluster().network();
    FaultNode seed = stage.cluster().node(FIRST_SEED);
    List<FaultNode> cut = List.of(seed);
    List<FaultNode> others = stage.others(cut);
    Set<Integer> partitions = stage.partitionsOf(seed);
    seed.mayEnd();
    Span span = stage.begin("cut-restart: %s cut off".formatted(seed.name()));
    try {
      network.separate(Stage.hosts(cut), Stage.hosts(others));
      stage.awaitEnd(span, cut);
      stage.awaitTakeOver(span, partitions, stage.timeline().now());
      stage.cluster().begin(seed.number());
      stage.awaitWaiting(span, seed);
      stage.holdsBack(seed, APART_SECONDS);
    } finally {
      network.heal();
    }
    stage.end(span);
  }
}
