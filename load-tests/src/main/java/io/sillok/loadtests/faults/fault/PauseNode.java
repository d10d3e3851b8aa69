package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Set;

/**
 * Stops a node where it stands until others have taken over, and lets it go on as if nothing had
 * been: it must not write any more, and ends.
 */
public final class PauseNode implements Fault {

  private static final long LONGER_SECONDS = 5;

  private final int victim;

  /**
   * @param victim number of a node
   */
  public PauseNode(int victim) {
    this.victim = victim;
  }

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public String description() {
    return "SIGSTOP of a node until others have taken over, then SIGCONT";
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode node = stage.cluster().node(victim);
    Set<Integer> partitions = stage.partitionsOf(node);
    Span span = stage.begin("SIGSTOP of " + node.name());
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
