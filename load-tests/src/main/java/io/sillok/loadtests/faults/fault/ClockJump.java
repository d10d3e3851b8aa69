package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.timeline.Span;

/** Moves the clock of one node ahead and back while it runs. */
public final class ClockJump implements Fault {

  private static final long MINUTES = 5;
  private static final long JUMP_SECONDS = MINUTES * 60;
  private static final long SECONDS = 10;

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String description() {
    return "the clock of one node jumps %d minutes ahead, %d behind, and back"
        .formatted(MINUTES, MINUTES);
  }

  @Override
  public Need need() {
    return Need.CLOCK;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    Span span = stage.begin("clock of node 3 jumps by %d min".formatted(MINUTES));
    try {
      stage.cluster().moveClock(JUMP_SECONDS);
      stage.calm(SECONDS);
      stage.cluster().moveClock(-JUMP_SECONDS);
      stage.calm(SECONDS);
    } finally {
      stage.cluster().moveClock(0);
    }
    stage.end(span);
  }
}
