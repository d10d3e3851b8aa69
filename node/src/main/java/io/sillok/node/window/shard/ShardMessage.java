package io.sillok.node.window.shard;

import io.sillok.node.cluster.NodeMessage;
import io.sillok.node.window.reading.ReadPart;

/** What a shard of a projection takes. */
public sealed interface ShardMessage extends NodeMessage {

  /** What a reader on the same node has read of an input. */
  record Here(int input, ReadPart part) implements ShardMessage {}

  /** What a reader on another node has read, as bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(int input, byte[] part) implements ShardMessage {}
}
