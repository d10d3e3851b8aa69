package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Set;

/**
 * Has a node leave that hardly gets to run: it takes others for unreachable and cannot hand over in
 * time. No other node may end for that, as whole clusters have: <a
 * href="https://github.com/apache/pekko/issues/578">pekko #578</a>.
 */
public final class SickNode implements Fault {

  private static final int TIMES = 8;
  private static final long STANDS_SECONDS = 4;
  private static final long RUNS_SECONDS = 1;

  private final int victim;

  /**
   * @param victim number of a node
   */
  public SickNode(int victim) {
    this.victim = victim;
  }

  @Override
  public String name() {
    return "sick";
  }

  @Override
  public String description() {
    return "SIGTERM of a node that runs %d s and stands %d s in turn; no other may end"
        .formatted(RUNS_SECONDS, STANDS_SECONDS);
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode node = stage.cluster().node(victim);
    Set<Integer> partitions = stage.partitionsOf(node);
    Span span = stage.begin("%s is sick and leaves".formatted(node.name()));
    node.terminate();
    for (int time = 0; time < TIMES && node.isAlive(); time++) {
      node.pause();
      stage.calm(STANDS_SECONDS);
      node.resume();
      stage.calm(RUNS_SECONDS);
    }
    stage.awaitExit(span, node);
    stage.awaitTakeOver(span, partitions);
    stage.cluster().bringBack();
    stage.end(span);
  }
}
