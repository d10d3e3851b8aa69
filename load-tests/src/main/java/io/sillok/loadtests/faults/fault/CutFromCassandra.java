package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Network;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts nodes off from all of Cassandra, not from each other, for some time. */
public final class CutFromCassandra implements Fault {

  private static final long SECONDS = 20;

  private final String name;
  private final List<Integer> nodes;

  private CutFromCassandra(String name, List<Integer> nodes) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
  }

  /** Cuts off one node. */
  public static CutFromCassandra one() {
    return new CutFromCassandra("cut-cassandra-one", List.of(2));
  }

  /** Cuts off all nodes. */
  public static CutFromCassandra all() {
    return new CutFromCassandra("cut-cassandra-all", List.of(1, 2, 3));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "nodes %s are cut off from Cassandra until they say so, and for %d s more"
        .formatted(nodes, SECONDS);
  }

  @Override
  public Need need() {
    return Need.NETWORK;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    Network network = stage.cluster().network();
    List<FaultNode> cut = nodes.stream().map(stage.cluster()::node).toList();
    List<FaultNode> spared = stage.others(cut);
    Map<FaultNode, Set<Integer>> shares = stage.shares();
    Span span = stage.begin("%s: nodes %s cut off from Cassandra".formatted(name, nodes));
    try {
      network.separate(Stage.hosts(cut), network.servers());
      stage.awaitUnready(span, cut);
      long from = stage.timeline().now();
      stage.calm(SECONDS);
      if (!spared.isEmpty()) {
        stage.requireAnswers(spared, shares, from);
        stage.requireShares(cut, shares);
      }
    } finally {
      network.heal();
    }
    stage.end(span);
  }
}
