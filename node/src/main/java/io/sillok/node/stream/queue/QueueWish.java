package io.sillok.node.stream.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * How a queue is wanted to hand out events, as far as that is said; see {@link QueueSettings}.
 *
 * @param filter in CEL
 * @param unfiltered whether it is to have no filter
 */
public record QueueWish(
    Optional<String> filter,
    boolean unfiltered,
    Optional<Duration> lease,
    Optional<Integer> maxAttempts,
    Optional<Duration> retryDelay,
    Optional<Ordering> ordered) {

  /** The settings that {@code before} are with this; what it leaves open stays. */
  public QueueSettings of(QueueSettings before) {
    return new QueueSettings(
        unfiltered ? Optional.empty() : filter.or(before::filter),
        lease.orElse(before.lease()),
        maxAttempts.orElse(before.maxAttempts()),
        retryDelay.orElse(before.retryDelay()),
        ordered.orElse(before.ordered()));
  }
}
