package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Set;

/**
 * Replaces all nodes in order by those of a newer version, as a rolling upgrade does: partitions
 * that lose their node go to new nodes, once there is one.
 */
public final class Upgrade implements Fault {

  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public String description() {
    return "SIGTERM of each node, one after the other, and its restart with a newer app-version";
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    String version = stage.cluster().upgrade();
    Span span = stage.begin("upgrade to app-version " + version);
    for (FaultNode node : stage.cluster().members()) {
      stage.cluster().stop(node);
      stage.cluster().bringBack();
    }
    stage.end(span);
    if (!stage.cluster().versions().equals(Set.of(version))) {
      throw new IllegalStateException(
          "Nodes are of versions %s, not all of %s".formatted(stage.cluster().versions(), version));
    }
  }
}
