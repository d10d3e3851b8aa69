package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.memory.LeakAgent;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Set;

/** Has a node run out of memory: it must end by itself, rather than go on as half a node. */
public final class OutOfMemory implements Fault {

  /** What Java ends with under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int EXIT_CODE = 3;

  private final int victim;

  /**
   * @param victim number of a node
   */
  public OutOfMemory(int victim) {
    this.victim = victim;
  }

  @Override
  public String name() {
    return "out-of-memory";
  }

  @Override
  public String description() {
    return "a leak in a node takes all its memory; it ends by itself, and is started again";
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode node = stage.cluster().node(victim);
    Set<Integer> partitions = stage.partitionsOf(node);
    LeakAgent agent = LeakAgent.in(stage.cluster().directory());
    Span span = stage.begin(node.name() + " runs out of memory");
    node.mayEnd();
    agent.attachTo(node.processId());
    int exitCode = stage.awaitExit(span, node);
    stage.awaitTakeOver(span, partitions, stage.timeline().now());
    stage.end(span);
    if (exitCode != EXIT_CODE) {
      throw new IllegalStateException(
          "%s ended with %d, not with %d as who is out of memory"
              .formatted(node.name(), exitCode, EXIT_CODE));
    }
  }
}
