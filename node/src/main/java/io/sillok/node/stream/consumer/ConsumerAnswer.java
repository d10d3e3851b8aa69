package io.sillok.node.stream.consumer;

import io.sillok.node.stream.consumer.kept.Consumer;

/** What becomes of something that is asked of a consumer. */
public sealed interface ConsumerAnswer {

  /**
   * It is done.
   *
   * @param consumer before a reset or its end, and after anything else
   * @param changed whether there was anything to do
   */
  record Done(Consumer consumer, boolean changed) implements ConsumerAnswer {}

  /** What becomes of a commit. */
  sealed interface Committing {}

  /**
   * It stands.
   *
   * @param position of the consumer now
   * @param lag what is still to be consumed, by where the stream ended shortly before
   */
  record Committed(ConsumerPosition position, long lag) implements Committing {}

  /** What becomes of a reset. */
  sealed interface Resetting {}

  /**
   * What a reset did, or would do.
   *
   * @param again events that are handed out again
   * @param skipped events that were not consumed and are not handed out
   */
  record Moved(ConsumerPosition from, ConsumerPosition to, long again, long skipped)
      implements Resetting {}

  /**
   * The consumer's rules refuse it; nothing was done.
   *
   * @param code {@code unknown-consumer}, {@code consumer-differs}, {@code consumer-reset} or
   *     {@code invalid-position}
   */
  record Refused(String code, String message) implements ConsumerAnswer, Committing, Resetting {}
}
