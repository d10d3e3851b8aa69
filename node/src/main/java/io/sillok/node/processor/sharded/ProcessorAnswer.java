package io.sillok.node.processor.sharded;

import io.sillok.node.cluster.NodeMessage;
import io.sillok.node.processor.Pace.Condition;
import io.sillok.node.processor.kept.Parked;
import java.util.List;

/** What the actor of a partition of a processor answers. */
sealed interface ProcessorAnswer extends NodeMessage {

  /**
   * @param next all events before it were met
   */
  record Standing(long next, int parked, Condition condition) implements ProcessorAnswer {}

  /** Parked events, ascending by offset. */
  record ParkedAre(List<Parked> parked) implements ProcessorAnswer {}

  record Replayed(int processed, int parked) implements ProcessorAnswer {}

  record Discarded(int count) implements ProcessorAnswer {}

  /** Nothing is under way any more. */
  record Resting() implements ProcessorAnswer {}

  /** It cannot be done now. */
  record Unavailable(String reason) implements ProcessorAnswer {}
}
