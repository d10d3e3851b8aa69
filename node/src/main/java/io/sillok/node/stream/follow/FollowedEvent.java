package io.sillok.node.stream.follow;

import io.sillok.node.stream.StreamEvent;
import java.time.Instant;

/** An event as a follower comes to it. */
public sealed interface FollowedEvent {

  /** In its partition. */
  long offset();

  /** When the log took it. */
  Instant appendedAt();

  /** One that was read through the present version of its definition. */
  record Decoded(StreamEvent event) implements FollowedEvent {
    @Override
    public long offset() {
      return event.offset();
    }

    @Override
    public Instant appendedAt() {
      return event.appendedAt();
    }
  }

  /**
   * One that cannot be read, and will not be until its definition changes.
   *
   * @param reason for people
   */
  record Undecodable(long offset, Instant appendedAt, String reason) implements FollowedEvent {}
}
