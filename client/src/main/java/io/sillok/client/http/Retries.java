package io.sillok.client.http;

import io.sillok.client.failure.SillokException;
import io.sillok.client.failure.UntrustedNodeException;
import io.sillok.client.http.Outcome.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides, for one call, how long to wait after each failure and when to give up. A failure that is
 * one node's own has the next node asked at once; when all have failed so, or the failure would be
 * the same anywhere, it waits: as long as was asked for, and longer each time.
 */
final class Retries {

  private final int nodes;
  private final Backoff backoff;
  private final Deadline deadline;
  private final RandomGenerator random;
  private Optional<SillokException> earlier = Optional.empty();
  private int failedElsewhere;
  private int rounds;

  Retries(int nodes, Backoff backoff, Deadline deadline, RandomGenerator random) {
    this.nodes = nodes;
    this.backoff = backoff;
    this.deadline = deadline;
    this.random = random;
  }

  /**
   * How long to wait before the next try.
   *
   * @throws SillokException the failure's reason, if trying again cannot help or would come too
   *     late
   */
  Duration waitAfter(Failure<?> failure) {
    if (!failure.reason().retryable()) {
      throw failure.reason();
    }
    boolean another = anotherNodeIsLeft(failure);
    if (!another && failure.reason() instanceof UntrustedNodeException) {
      throw failure.reason(); // nobody renews certificates within a deadline
    }
    Duration wait = another ? Duration.ZERO : nextRound(failure);
    if (deadline.left().compareTo(wait) <= 0) {
      throw lastReason(failure.reason());
    }
    earlier = Optional.of(failure.reason());
    return wait;
  }

  /** A try that the deadline cut short knows less than the one before it. */
  private SillokException lastReason(SillokException reason) {
    return deadline.isOver() ? earlier.orElse(reason) : reason;
  }

  private boolean anotherNodeIsLeft(Failure<?> failure) {
    if (failure.elsewhere()) {
      failedElsewhere++;
    }
    return failure.elsewhere() && failedElsewhere < nodes;
  }

  private Duration nextRound(Failure<?> failure) {
    failedElsewhere = 0;
    rounds++;
    return failure.pause().plus(backoff.after(rounds, random));
  }
}
