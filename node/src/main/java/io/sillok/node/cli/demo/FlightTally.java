package io.sillok.node.cli.demo;

import java.time.Duration;
import java.time.Instant;

/** Counts what became of the flights. Thread-safe. */
final class FlightTally {

  private final Recent delays = new Recent();
  private long reported;
  private long seen;
  private long workedOff;
  private long failed;
  private boolean ended;
  private Instant latest = Instant.MIN;
  private Duration furthest = Duration.ZERO;

  synchronized void reported(long flights) {
    reported += flights;
  }

  /** All flights that there are were reported. */
  synchronized void ended() {
    ended = true;
  }

  /**
   * @param sinceAppend how long after it was appended
   */
  synchronized void seen(Instant departed, Duration sinceAppend) {
    seen++;
    delays.add(sinceAppend.toNanos());
    if (departed.isAfter(latest)) {
      latest = departed;
    } else {
      Duration behind = Duration.between(departed, latest);
      furthest = behind.compareTo(furthest) > 0 ? behind : furthest;
    }
  }

  synchronized void workedOff(int flights) {
    workedOff += flights;
  }

  synchronized void failed() {
    failed++;
  }

  synchronized long failures() {
    return failed;
  }

  /** All of it in one line. */
  synchronized String line() {
    return "      %d flights reported%s, %d seen live after %.1f ms, out of order by up to %d:%02d h, %d late ones worked off%s"
        .formatted(
            reported,
            ended ? ", which is all" : "",
            seen,
            delays.median(),
            furthest.toHours(),
            furthest.toMinutesPart(),
            workedOff,
            failed == 0 ? "" : ", " + failed + " FAILED");
  }
}
