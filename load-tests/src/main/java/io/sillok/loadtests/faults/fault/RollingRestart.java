package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.List;

/** Restarts nodes in order, one after the other, as an upgrade does. */
public final class RollingRestart implements Fault {

  private final List<Integer> nodes;

  /**
   * @param nodes their numbers
   */
  public RollingRestart(List<Integer> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String description() {
    return "SIGTERM of nodes %s, one after the other, and its restart".formatted(nodes);
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    for (int number : nodes) {
      FaultNode node = stage.cluster().node(number);
      Span span = stage.begin("restart of " + node.name());
      stage.cluster().stop(node);
      stage.cluster().bringBack();
      stage.end(span);
    }
  }
}
