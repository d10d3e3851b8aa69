package io.sillok.node.stream.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * How a queue hands out events.
 *
 * @param filter in CEL: only events for which it holds; empty for all
 * @param lease how long a worker has for an event, unless it asks for another time
 * @param maxAttempts after so many in vain an event becomes a dead letter, from 1
 * @param retryDelay before an event is handed out again; doubles with each attempt
 */
public record QueueSettings(
    Optional<String> filter,
    Duration lease,
    int maxAttempts,
    Duration retryDelay,
    Ordering ordered) {

  /** Of a queue of which nothing else is said. */
  public static final QueueSettings USUAL =
      new QueueSettings(
          Optional.empty(), Duration.ofSeconds(30), 5, Duration.ofSeconds(1), Ordering.NONE);
}
