package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Network;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts nodes off from the others; all of them reach Cassandra and clients reach all of them. */
public final class CutNodes implements Fault {

  private static final long LONGER_SECONDS = 10;

  private final String name;
  private final List<Integer> apart;
  private final boolean oneWay;

  private CutNodes(String name, List<Integer> apart, boolean oneWay) {
    this.name = name;
    this.apart = List.copyOf(apart);
    this.oneWay = oneWay;
  }

  /** Cuts off one node of three, which is not the oldest. */
  public static CutNodes minority() {
    return new CutNodes("cut-minority", List.of(3), false);
  }

  /** Cuts off two nodes of three, so that the oldest of all is alone. */
  public static CutNodes majority() {
    return new CutNodes("cut-majority", List.of(2, 3), false);
  }

  /** What one node sends does not come to the others; what they send comes to it. */
  public static CutNodes oneWay() {
    return new CutNodes("cut-one-way", List.of(2), true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "nodes %s are cut off from the others%s"
        .formatted(apart, oneWay ? ", in one direction" : "");
  }

  @Override
  public Need need() {
    return Need.NETWORK;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    Network network = stage.cluster().network();
    List<FaultNode> cut = apart.stream().map(stage.cluster()::node).toList();
    List<FaultNode> others = stage.others(cut);
    List<FaultNode> losing = cut.size() > others.size() ? others : cut;
    Set<Integer> partitions = new HashSet<>();
    losing.forEach(node -> partitions.addAll(stage.partitionsOf(node)));
    losing.forEach(FaultNode::mayEnd);
    Span span = stage.begin("%s: nodes %s cut off".formatted(name, apart));
    try {
      if (oneWay) {
        network.cut(Stage.hosts(cut), Stage.hosts(others));
      } else {
        network.separate(Stage.hosts(cut), Stage.hosts(others));
      }
      stage.awaitEnd(span, losing);
      stage.awaitTakeOver(span, partitions, stage.timeline().now());
      stage.calm(LONGER_SECONDS);
    } finally {
      network.heal();
    }
    stage.end(span);
  }
}
