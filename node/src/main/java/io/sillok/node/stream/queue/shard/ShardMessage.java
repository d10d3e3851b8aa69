package io.sillok.node.stream.queue.shard;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.follow.StreamFollowers.Extent;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the partition of a queue takes. */
public sealed interface ShardMessage extends NodeMessage {

  /** Comes from outside, and brings the queue's definition. */
  sealed interface Asked extends ShardMessage {
    QueueDefinition queue();
  }

  /**
   * Lease some events to a worker. If fewer are there, {@code front} is told once there are more.
   *
   * @param request told again with the answer
   * @param max from 0
   * @param holder is told when a lease ends or changes; null if nobody wants to know
   */
  record Take(
      QueueDefinition queue,
      long request,
      int max,
      Duration lease,
      ActorRef<ShardNews> front,
      @Nullable ActorRef<ShardNews> holder)
      implements Asked {}

  /**
   * End leases, or extend them.
   *
   * @param replyTo null if nobody wants to know
   */
  record Settle(
      QueueDefinition queue, Wish wish, List<Lease> leases, @Nullable ActorRef<ShardAnswer> replyTo)
      implements Asked {
    public Settle {
      leases = List.copyOf(leases);
    }
  }

  /** How does it stand? */
  record Look(QueueDefinition queue, ActorRef<ShardAnswer> replyTo) implements Asked {}

  /**
   * Which events were given up?
   *
   * @param from the first offset
   */
  record ListDeadLetters(QueueDefinition queue, long from, int limit, ActorRef<ShardAnswer> replyTo)
      implements Asked {}

  /**
   * Hand dead letters out again, or forget them.
   *
   * @param offsets which; empty for all
   */
  record ChangeDeadLetters(
      QueueDefinition queue,
      boolean replay,
      Optional<List<Long>> offsets,
      ActorRef<ShardAnswer> replyTo)
      implements Asked {}

  /** The queue has changed. */
  record Redefined(QueueDefinition queue) implements Asked {}

  /** There is no such queue any more. */
  record Deleted(long version) implements ShardMessage {}

  /** Leave memory: idle, or the partition moves. */
  record Stop() implements ShardMessage {}

  /** Its own, of one time that it was opened. */
  sealed interface Internal extends ShardMessage {
    int opening();
  }

  record Opened(int opening, KeptProgress.Opened progress, Extent extent) implements Internal {}

  record NotOpened(int opening, Throwable reason) implements Internal {}

  record Recorded(int opening, ProgressCommand command, long sequenceNumber) implements Internal {}

  record NotRecorded(int opening, Throwable reason) implements Internal {}

  /**
   * @param again whether they were read once more, for they were replayed
   */
  record Arrived(int opening, Intake.Arrivals arrivals, boolean again) implements Internal {}

  record NotArrived(int opening, Throwable reason, boolean again) implements Internal {}

  /** Where the log begins, for a reader that went on at {@code from} may have jumped. */
  record Measured(int opening, long from, Extent extent) implements Internal {}

  record Looked(int opening, Extent extent, ActorRef<ShardAnswer> replyTo) implements Internal {}

  record NotLooked(int opening, Throwable reason, ActorRef<ShardAnswer> replyTo)
      implements Internal {}

  /** There may be more to read. */
  record More(int opening) implements Internal {}

  /** It is time for something. */
  enum Tick implements ShardMessage {
    DUE,
    READ,
    IDLE
  }
}
