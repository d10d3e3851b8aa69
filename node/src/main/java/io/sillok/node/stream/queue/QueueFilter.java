package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;

/** Which events of its stream a queue hands out. */
@FunctionalInterface
public interface QueueFilter {

  /** All of them. */
  QueueFilter ALL = (stream, event) -> new Verdict.Wanted();

  /**
   * @param stream as the event was read
   */
  Verdict verdict(StreamDefinition stream, StreamEvent event);

  /** What a filter says of an event. */
  sealed interface Verdict {
    record Wanted() implements Verdict {}

    record Unwanted() implements Verdict {}

    /**
     * It says nothing of this event, and will not until the filter or the stream's definition
     * changes.
     *
     * @param reason a sentence for people
     */
    record Unanswered(String reason) implements Verdict {}
  }
}
