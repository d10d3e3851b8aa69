package io.sillok.node.stream.queue.front;

import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardNews;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the front of a node takes. */
public sealed interface FrontMessage {

  /**
   * A worker wants events.
   *
   * @param max from 1
   * @param patience at most so long until there is one
   * @param holder is told when a lease ends or changes; null if nobody wants to know
   */
  record Receive(
      QueueDefinition queue,
      int max,
      Duration patience,
      Duration lease,
      @Nullable ActorRef<ShardNews> holder,
      ActorRef<FrontAnswer> replyTo)
      implements FrontMessage {}

  /** Who waits under {@code replyTo} is gone. */
  record Cancel(QueueDefinition queue, ActorRef<FrontAnswer> replyTo) implements FrontMessage {}

  /**
   * A worker connects that takes events as they come.
   *
   * @param max so many it holds at once
   */
  record Employ(QueueDefinition queue, int max, ActorRef<ActorRef<WorkerMessage>> replyTo)
      implements FrontMessage {}

  /** The node is about to stop: nobody waits any more. */
  record EndWaits() implements FrontMessage {}

  record FromShard(ShardNews news) implements FrontMessage {}

  /** A shard is gone, and with it what it remembered of those who wait. */
  record Gone(ActorRef<ShardMessage> shard) implements FrontMessage {}

  /** A worker that was connected is gone. */
  record Left(ActorRef<WorkerMessage> worker) implements FrontMessage {}

  /** It is time for something. */
  enum Tick implements FrontMessage {
    DUE,
    SWEEP
  }
}
