package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.timeline.Span;

/** Goes from three nodes to one, to three, to two, and back to three. */
public final class Scale implements Fault {

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String description() {
    return "nodes go and come in order: 3 to 1, 1 to 3, 3 to 2, 2 to 3";
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultCluster cluster = stage.cluster();
    Span fewer = stage.begin("scale from 3 to 1");
    cluster.remove(3);
    cluster.remove(2);
    stage.end(fewer);
    Span more = stage.begin("scale from 1 to 3");
    cluster.add(2);
    cluster.add(3);
    stage.end(more);
    Span two = stage.begin("scale from 3 to 2");
    cluster.remove(1); // the oldest
    stage.end(two);
    Span three = stage.begin("scale from 2 to 3");
    cluster.add(1);
    stage.end(three);
  }
}
