package io.sillok.client.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * How workers work.
 *
 * @param patience for how long a node may wait for an item before it answers that there is none;
 *     closing may take as long
 * @param lease for how long an item is taken at a time; the queue's if it is not said
 */
public record WorkerOptions(Duration patience, Optional<Duration> lease) {

  private static final Duration LONGEST = Duration.ofSeconds(25);

  /** Waits for 5 s at a time, with the queue's lease. */
  public static final WorkerOptions STANDARD =
      new WorkerOptions(Duration.ofSeconds(5), Optional.empty());

  public WorkerOptions {
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "patience must be between 0 and %s, but is %s".formatted(LONGEST, patience));
    }
  }

  /** The same, waiting for this long at a time. */
  public WorkerOptions patience(Duration time) {
    return new WorkerOptions(time, lease);
  }

  /** The same with leases of this length. */
  public WorkerOptions lease(Duration time) {
    return new WorkerOptions(patience, Optional.of(time));
  }
}
