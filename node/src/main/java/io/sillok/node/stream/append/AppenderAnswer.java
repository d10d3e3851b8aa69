package io.sillok.node.stream.append;

import io.sillok.node.cluster.partition.NodeMessage;
import java.util.List;

/** What an appender answers. */
sealed interface AppenderAnswer extends NodeMessage {

  /** All of them stand. */
  record Stand(List<Place> places) implements AppenderAnswer {}

  /** The events at {@code indexes} have ids that others had, so none was appended. */
  record Reused(List<Integer> indexes) implements AppenderAnswer {}

  /**
   * Event time is there.
   *
   * @param moved whether it was not before
   */
  record Moved(boolean moved) implements AppenderAnswer {}

  /**
   * They may stand or not.
   *
   * @param code {@code saturated}, {@link Appended#BATCH_TOO_LARGE}, {@code store-failed} or {@code
   *     timeout}
   */
  record Unavailable(String code, String message) implements AppenderAnswer {}

  /**
   * @param duplicate whether it stood already
   */
  record Place(long offset, boolean duplicate) {}
}
