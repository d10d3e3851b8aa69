package io.sillok.node.cli.demo;

import io.sillok.node.cli.client.NodeClient.Answer;
import java.time.Duration;

/** Counts what the traffic came to. Thread-safe. */
public final class Tally {

  private final Recent recent = new Recent();
  private long commands;
  private long events;
  private long checkedOut;
  private long refused;
  private long failed;

  synchronized void answered(String command, Answer answer, long nanos) {
    recent.add(nanos);
    commands++;
    if (answer.success()) {
      events += answer.body().path("events").size();
      checkedOut += command.equals("check-out") ? 1 : 0;
    } else if (answer.status() == 422) {
      refused++;
    } else {
      failed++;
    }
  }

  synchronized void failed() {
    failed++;
  }

  /** Commands that were answered. */
  public synchronized long commands() {
    return commands;
  }

  /** Commands that got no answer, or one that the traffic had no reason to expect. */
  public synchronized long failures() {
    return failed;
  }

  /** All of it in one line. */
  public synchronized String line(Duration since) {
    return "%d:%02d  %d commands, %d events, %d carts checked out, %d refused by the rules%s; median %.1f ms"
        .formatted(
            since.toMinutes(),
            since.toSecondsPart(),
            commands,
            events,
            checkedOut,
            refused,
            failed == 0 ? "" : ", " + failed + " FAILED",
            recent.median());
  }
}
