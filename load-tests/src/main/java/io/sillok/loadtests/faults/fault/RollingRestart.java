package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;

/** Restarts all nodes in order, one after the other, as an upgrade does. */
public final class RollingRestart implements Fault {

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String description() {
    return "SIGTERM of each node, one after the other, and its restart";
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    for (FaultNode node : stage.cluster().members()) {
      Span span = stage.begin("restart of " + node.name());
      stage.cluster().stop(node);
      stage.cluster().bringBack();
      stage.end(span);
    }
  }
}
