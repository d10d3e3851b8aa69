package io.sillok.node.processor.sharded;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.processor.Pace.Condition;
import io.sillok.node.processor.kept.LeftOut;
import io.sillok.node.processor.kept.Parked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the actor of a partition of a processor answers. */
sealed interface ProcessorAnswer extends NodeMessage {

  /**
   * @param next all events before it were met
   * @param leftOut of the states; null if nothing is
   */
  record Standing(long next, int parked, @Nullable LeftOut leftOut, Condition condition)
      implements ProcessorAnswer {}

  /** Parked events, ascending by offset. */
  record ParkedAre(List<Parked> parked) implements ProcessorAnswer {}

  record Replayed(int processed, int parked) implements ProcessorAnswer {}

  record Discarded(int count) implements ProcessorAnswer {}

  /** Nothing is under way any more. */
  record Resting() implements ProcessorAnswer {}

  /** It cannot be done now. */
  record Unavailable(String reason) implements ProcessorAnswer {}
}
