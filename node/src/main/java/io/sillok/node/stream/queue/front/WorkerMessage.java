package io.sillok.node.stream.queue.front;

import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardNews;
import org.apache.pekko.actor.typed.ActorRef;

/** What a connected worker takes. */
public sealed interface WorkerMessage {

  /** The connection takes more events; it is answered after a while, even if there are none. */
  record Next(ActorRef<FrontAnswer.Received> replyTo) implements WorkerMessage {}

  /** The connection has ended. */
  record Close() implements WorkerMessage {}

  /** The node is about to stop, and ends the connection. */
  record Dismiss() implements WorkerMessage {}

  record FromFront(FrontAnswer answer) implements WorkerMessage {}

  record FromShard(ShardNews news) implements WorkerMessage {}

  /** A shard is gone, and with it the leases that it gave. */
  record Gone(ActorRef<ShardMessage> shard) implements WorkerMessage {}

  /** It is time to look for leases that have run out. */
  record Tick() implements WorkerMessage {}
}
