package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Set;
import java.util.function.Function;

/**
 * Stops a node where it stands until others have taken over, and lets it go on as if nothing had
 * been: it must not write any more, and ends.
 */
public final class PauseNode implements Fault {

  private static final long LONGER_SECONDS = 3;

  private final String name;
  private final String who;
  private final Function<FaultCluster, FaultNode> victim;

  private PauseNode(String name, String who, Function<FaultCluster, FaultNode> victim) {
    this.name = name;
    this.who = who;
    this.victim = victim;
  }

  /** Stops the node with this number. */
  static PauseNode number(int victim) {
    return new PauseNode("pause", "a node", cluster -> cluster.node(victim));
  }

  /** Stops the node that places partitions. */
  static PauseNode oldest() {
    return new PauseNode("pause-oldest", "the oldest node", cluster -> cluster.byAge().getFirst());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "SIGSTOP of %s until others have taken over, then SIGCONT".formatted(who);
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode node = victim.apply(stage.cluster());
    Set<Integer> partitions = stage.partitionsOf(node);
    Span span = stage.begin("%s: SIGSTOP of %s".formatted(name, node.name()));
    node.mayEnd();
    node.pause();
    try {
      stage.awaitTakeOver(span, partitions);
      stage.awaitTakeOverOfAll(span, partitions, span.from());
      stage.awaitProgress(span);
      stage.calm(LONGER_SECONDS);
    } finally {
      node.resume();
    }
    stage.awaitExitOfLost(span, node);
    stage.end(span);
  }
}
