package io.sillok.loadtests.faults.fault;

import static java.util.Comparator.naturalOrder;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.cluster.Network;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Cuts nodes off from the others; all of them reach Cassandra and clients reach all of them. */
public final class CutNodes implements Fault {

  private static final long LONGER_SECONDS = 10;

  private final String name;
  private final int apart;
  private final boolean oneWay;

  /**
   * @param apart so many of the youngest are cut off
   */
  private CutNodes(String name, int apart, boolean oneWay) {
    this.name = name;
    this.apart = apart;
    this.oneWay = oneWay;
  }

  /** Cuts off one node of three, which is not the oldest. */
  public static CutNodes minority() {
    return new CutNodes("cut-minority", 1, false);
  }

  /** Cuts off two nodes of three, so that the oldest of all is alone. */
  public static CutNodes majority() {
    return new CutNodes("cut-majority", 2, false);
  }

  /** What one node sends does not come to the others; what they send comes to it. */
  public static CutNodes oneWay() {
    return new CutNodes("cut-one-way", 1, true);
  }

  /** Cuts two nodes off from each other, of which that with the lowest address goes on. */
  static CutNodes even() {
    return new CutNodes("cut-even", 1, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "the %s cut off from the others%s"
        .formatted(
            apart == 1 ? "youngest node is" : apart + " youngest nodes are",
            oneWay ? ", in one direction" : "");
  }

  @Override
  public Need need() {
    return Need.NETWORK;
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    Network network = stage.cluster().network();
    List<FaultNode> byAge = stage.cluster().byAge();
    List<FaultNode> cut = byAge.subList(byAge.size() - apart, byAge.size());
    List<FaultNode> others = stage.others(cut);
    List<FaultNode> losing = losing(cut, others);
    Set<Integer> partitions = new HashSet<>();
    losing.forEach(node -> partitions.addAll(stage.partitionsOf(node)));
    losing.forEach(FaultNode::mayEnd);
    Span span =
        stage.begin(
            "%s: %s cut off"
                .formatted(
                    name, cut.stream().map(FaultNode::name).collect(Collectors.joining(" and "))));
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

  /** The smaller part; of two equal ones that without the lowest address, as text. */
  private static List<FaultNode> losing(List<FaultNode> some, List<FaultNode> others) {
    if (some.size() == others.size()) {
      return lowestAddress(some).compareTo(lowestAddress(others)) > 0 ? some : others;
    }
    return some.size() > others.size() ? others : some;
  }

  private static String lowestAddress(List<FaultNode> nodes) {
    return nodes.stream().map(node -> node.host().address()).min(naturalOrder()).orElseThrow();
  }
}
