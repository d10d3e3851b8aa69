package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.time.Duration;

/** Moves the clock of one node ahead and back while it runs. */
public final class ClockJump implements Fault {

  private static final int NODE = 3;
  private static final Duration JUMP = Duration.ofMinutes(5);
  private static final long SECONDS = 10;

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String description() {
    return "the clock of one node jumps %d minutes ahead, %d behind, and back"
        .formatted(JUMP.toMinutes(), JUMP.toMinutes());
  }

  @Override
  public Need need() {
    return Need.CLOCK;
  }

  /** What was leased while the clock was ahead, and is never acked, comes again when it is over. */
  @Override
  public Duration putsOff() {
    return JUMP;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode node = stage.cluster().node(NODE);
    Span span = stage.begin("clock of %s jumps by %d min".formatted(node.name(), JUMP.toMinutes()));
    try {
      jump(stage, node, JUMP);
      jump(stage, node, JUMP.negated());
    } finally {
      stage.cluster().moveClock(0);
    }
    stage.awaitClock(node, Duration.ZERO);
    stage.end(span);
  }

  private static void jump(Stage stage, FaultNode node, Duration ahead)
      throws InterruptedException {
    stage.cluster().moveClock(ahead.toSeconds());
    stage.awaitClock(node, ahead);
    stage.calm(SECONDS);
  }
}
