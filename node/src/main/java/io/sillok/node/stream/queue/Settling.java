package io.sillok.node.stream.queue;

import java.time.Duration;
import java.util.Optional;

/** What a worker wants of events that it holds. */
public sealed interface Settling {

  /** They are done. */
  record Ack() implements Settling {}

  /**
   * They are to be tried again.
   *
   * @param delay not before; empty for the queue's own
   */
  record Nack(Optional<Duration> delay, Optional<String> reason) implements Settling {}

  /** They will never be done, and become dead letters. */
  record Reject(Optional<String> reason) implements Settling {}

  /**
   * They take longer.
   *
   * @param lease from now; empty for the queue's own
   */
  record Extend(Optional<Duration> lease) implements Settling {}
}
