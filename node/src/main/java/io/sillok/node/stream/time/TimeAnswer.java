package io.sillok.node.stream.time;

import io.sillok.node.cluster.partition.NodeMessage;

/** What is answered to {@link TimeMessage.MoveTo}. */
sealed interface TimeAnswer extends NodeMessage {

  /**
   * Event time is there.
   *
   * @param moved whether it was not before
   */
  record There(boolean moved) implements TimeAnswer {}

  /** Event time may be there or not. */
  record Unavailable(String code, String message) implements TimeAnswer {}
}
