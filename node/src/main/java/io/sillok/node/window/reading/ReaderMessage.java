package io.sillok.node.window.reading;

import io.sillok.node.cluster.partition.NodeMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What the reader of a partition takes. */
public sealed interface ReaderMessage extends NodeMessage {

  /**
   * A shard wants to go on; only the last that it asked for counts.
   *
   * @param from offset that it has come to
   * @param eventTime before that, as it was told
   * @param waits until there is something; else it is told that there is nothing
   */
  record Pull(int shard, long from, long eventTime, boolean waits, ActorRef<ReaderAnswer> replyTo)
      implements ReaderMessage {}

  /** There may be more to read. */
  record More() implements ReaderMessage {}

  /** A stretch was read. */
  record WasRead(ReadPage page) implements ReaderMessage {}

  /** It could not be read. */
  record NotRead(long from, Throwable reason) implements ReaderMessage {}

  /** Try again what has failed. */
  record Again() implements ReaderMessage {}

  /** Nobody has said anything for long. */
  record Idle() implements ReaderMessage {}

  /** Leave memory: the partition moves. */
  record Stop() implements ReaderMessage {}
}
