package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.List;
import java.util.Set;

/** Kills nodes, one after the other, and starts each again when others have taken over. */
public final class KillNode implements Fault {

  private final List<Integer> victims;

  /**
   * @param victims numbers of nodes
   */
  public KillNode(List<Integer> victims) {
    this.victims = List.copyOf(victims);
  }

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String description() {
    return "kill -9 of a node, and its restart";
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    for (int victim : victims) {
      FaultNode node = stage.cluster().node(victim);
      Set<Integer> partitions = stage.partitionsOf(node);
      Span span = stage.begin("kill -9 of " + node.name());
      node.kill();
      stage.awaitTakeOver(span, partitions);
      stage.awaitProgress(span);
      stage.cluster().bringBack();
      stage.end(span);
    }
  }
}
