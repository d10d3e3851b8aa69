package io.sillok.node.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a node is at while it starts, for those who ask whether it is ready. */
public final class StartProgress {

  private final InstantSource clock;
  private volatile Step step;

  public StartProgress(InstantSource clock) {
    this.clock = clock;
    step = new Step("starts", clock.instant(), "");
  }

  /**
   * A new step begins.
   *
   * @param what the node does, such as {@code joins the cluster sillok}
   */
  public void at(String what) {
    step = new Step(what, clock.instant(), "");
  }

  /** The step takes long, for this reason. */
  public void because(String reason) {
    Step present = step;
    step = new Step(present.what, present.since, reason);
  }

  /** One sentence. */
  public String inWords() {
    Step present = step;
    long seconds = Duration.between(present.since, clock.instant()).toSeconds();
    String words = "The node %s, %d s by now".formatted(present.what, seconds);
    return present.reason.isEmpty() ? words : words + ": " + present.reason;
  }

  private record Step(String what, Instant since, String reason) {}
}
