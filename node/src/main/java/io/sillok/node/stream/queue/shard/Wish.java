package io.sillok.node.stream.queue.shard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker wants of its leases.
 *
 * @param time of a nack until the next attempt, null for the queue's own; of an extension from now
 * @param reason of a nack or a rejection; null if it gave none
 */
public record Wish(Kind kind, @Nullable Duration time, @Nullable String reason) {

  /** What is to become of an event. */
  public enum Kind {
    /** It is done. */
    ACK,
    /** It is tried again, and this was an attempt. */
    NACK,
    /** It becomes a dead letter. */
    REJECT,
    /** It is kept for longer. */
    EXTEND,
    /** It is handed out again, as if it had not been. */
    GIVE_BACK
  }
}
