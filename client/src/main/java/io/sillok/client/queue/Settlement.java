package io.sillok.client.queue;

import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.json.JsonObject;
import java.util.Locale;

/** What became of an item that was to be acked, nacked, rejected or extended. */
public record Settlement(String receipt, Status status) {

  /** As the node tells it. */
  public enum Status {
    /** It is done. */
    ACKED,
    /** It will be handed out again, or is with the dead letters after its last attempt. */
    NACKED,
    /** It is with the dead letters. */
    REJECTED,
    /** It is leased for longer. */
    EXTENDED,
    /** Nothing was done: its lease ran out, and it went on to another worker. */
    EXPIRED,
    /**
     * Nothing was done, for it was settled before; perhaps by this call, whose answer got lost. An
     * ack of what was acked before is {@link #ACKED}.
     */
    SETTLED,
    /** It may have been done or not; the node could not say so before the deadline. */
    FAILED;

    static Status of(String text) {
      for (Status status : values()) {
        if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
          return status;
        }
      }
      throw new UnexpectedAnswerException("There is no status '%s'".formatted(text), null);
    }
  }

  static Settlement of(JsonObject result) {
    return new Settlement(result.text("receipt"), Status.of(result.text("status")));
  }

  /** Whether what was asked for was done. */
  public boolean done() {
    return switch (status) {
      case ACKED, NACKED, REJECTED, EXTENDED -> true;
      case EXPIRED, SETTLED, FAILED -> false;
    };
  }
}
